using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>What counts of a row of a device's list.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Minutes">Whole minutes.</param>
/// <param name="Title">What the device shows.</param>
/// <param name="IsPrivate">Whether it is marked so.</param>
/// <param name="Dial">What Join dials.</param>
internal sealed record ShownRow(DateTimeOffset Start, int Minutes, string Title, bool IsPrivate, Dial Dial)
{
    public static ShownRow Of(DeviceBooking booking) => new(
        booking.StartTime, booking.Duration, booking.Title, booking.Privacy == "Private",
        new Dial(booking.Number, booking.Protocol, booking.MeetingPlatform ?? "None"));

    public override string ToString() =>
        $"{Start.UtcDateTime:MM-dd HH:mm} {Minutes} min '{Title}'{(IsPrivate ? " private" : "")} {Dial.Platform} {Dial.Protocol} {Dial.Number}";
}
