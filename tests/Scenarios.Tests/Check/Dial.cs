namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>What a Join button dials, in RoomOS's words.</summary>
internal sealed record Dial(string Number, string Protocol, string Platform)
{
    public static readonly Dial Nothing = new("", "None", "None");
}
