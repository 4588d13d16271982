namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Who takes part in a conference.</summary>
/// <param name="Id">A system's id, or the number that TMS gave somebody from outside.</param>
/// <param name="Name">Display name or number.</param>
/// <param name="Email">Mail address, if told.</param>
/// <param name="CallType">As on the wire.</param>
internal sealed record TmsParticipant(int Id, string Name, string Email, string CallType)
{
    public const string System = "TMS";
    public const string Master = "TMS Master Participant";

    public bool IsSystem => CallType is System or Master;
}
