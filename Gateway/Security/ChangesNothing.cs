namespace HybridCalendar.Gateway.Security;

/// <summary>Marks a call that is no GET and changes nothing all the same, such as a preview: those who only read may make it.</summary>
internal sealed class ChangesNothing
{
    public static readonly ChangesNothing Mark = new();
}
