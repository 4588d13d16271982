using System.Text.Json;
using HybridCalendar.Domain.JoinTargets;
using NodaTime.Text;

namespace HybridCalendar.Domain.Bookings;

/// <summary>Reads a row of a list back.</summary>
internal static class BookingRow
{
    /// <param name="row">As <see cref="BookingList.ToJson"/> writes it.</param>
    /// <param name="findRule">The rule that found what a booking dials; null for a booking without a button.</param>
    public static Booking Read(JsonElement row, Func<string, string?> findRule)
    {
        var id = Text(row, "Id");
        var (time, organizer) = (row.GetProperty("Time"), row.GetProperty("Organizer"));
        return new Booking
        {
            Id = id,
            MeetingId = Text(row, "MeetingId"),
            Title = Text(row, "Title"),
            OrganizerName = Text(organizer, "Name"),
            OrganizerEmail = organizer.TryGetProperty("Email", out var address) ? address.GetString()! : "",
            StartTime = InstantPattern.General.Parse(Text(time, "StartTime")).Value,
            DurationMinutes = time.GetProperty("Duration").GetInt32(),
            StartBufferSeconds = time.GetProperty("StartTimeBuffer").GetInt32(),
            EndBufferSeconds = time.GetProperty("EndTimeBuffer").GetInt32(),
            IsPrivate = Text(row, "Privacy") == "Private",
            JoinTarget = findRule(id) is { } rule ? Target(row, rule) : null,
            EventId = "",
        };
    }

    private static JoinTarget? Target(JsonElement row, string rule) =>
        Enum.TryParse<JoinProtocol>(Text(row, "Protocol"), out var protocol) && Enum.TryParse<MeetingPlatform>(Text(row, "MeetingPlatform"), out var platform)
            ? new JoinTarget(Text(row, "Number"), protocol, platform, rule, FoundIn.JoinDetails)
            : null;

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
