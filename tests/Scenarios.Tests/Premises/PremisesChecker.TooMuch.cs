using HybridCalendar.Sandbox.Tms.Control;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <content>What TMS must not have.</content>
internal sealed partial class PremisesChecker
{
    /// <summary>No TMS is booked further ahead.</summary>
    private const int FurthestDays = 400;

    /// <summary>The title of the meeting by which a link is tested.</summary>
    private const string LinkTest = "Hybrid Calendar connection test";

    /// <summary>The title of the booking by which a room is tried; a connector that was killed may leave one of each room, for a minute of the next day.</summary>
    private const string RoomTest = "Hybrid Calendar room test";

    /// <summary>What TMS is to start for us in a room. What runs already is left to run.</summary>
    public IReadOnlyList<string> FindBooked(PremisesRoom room) =>
    [
        .. ConferenceList.Of(_tms).Where(row => row.Systems.Contains(room.SystemId) && row is { ExternalService: ExternalService.CalendarConnector, Status: "Pending" or "Defective" } && row.Title != RoomTest)
            .Select(row => $"{Listed(row)}, {row.Status}"),
    ];

    /// <summary>All that TMS has of a scenario in the next month, for people who look for a mistake.</summary>
    public IEnumerable<string> List(PremisesCast cast) => ConferenceList.Of(_tms)
        .Where(row => row.Title.EndsWith($" {cast.Label}", StringComparison.Ordinal) && row.Start < time.GetUtcNow().AddDays(DaysChecked)).OrderBy(row => row.Start)
        .Select(row => $"{Listed(row)}, {row.Status}, version {row.Version}, key {row.Key}");

    /// <summary>Links' tests are taken out in the end; of a room there is at most one.</summary>
    public IReadOnlyList<string> FindTests()
    {
        var held = ConferenceList.Of(_tms).Where(row => row.Status is not ("Deleted" or "Finished")).ToList();
        return
        [
            .. held.Where(row => row.Title == LinkTest).Select(row => $"TMS still has a link's test: {Listed(row)}"),
            .. held.Where(row => row.Title == RoomTest).CountBy(row => Join(row.Systems)).Where(found => found.Value > 1).Select(found => $"TMS has {found.Value} tests of the room {found.Key}"),
        ];
    }

    /// <summary>How far ahead TMS has something depends on its window; what it has must be in the calendar.</summary>
    private IEnumerable<string> FindTooMuch(IReadOnlyCollection<PremisesMeeting> meetings, PremisesCast cast, List<ConferenceRow> far)
    {
        if (far.Count == 0)
            return [];
        var planned = meetings.Where(meeting => !meeting.IsOver)
            .SelectMany(meeting => IsOfRooms(meeting) ? PlannedByRooms(meeting, cast, FurthestDays) : Planned(meeting, cast, FurthestDays)).CountBy(one => one).ToDictionary();
        return far.CountBy(Listed).Where(found => found.Value > planned.GetValueOrDefault(found.Key)).Select(found => $"TMS has far ahead {found.Key}");
    }
}
