using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Clusters;

/// <summary>
/// Meetings that are made after a backup and cancelled before the restored cluster starts: calendars are then as the backup has them, and only
/// the devices know better. Their rooms have no others, so that no other change brings a device its list.
/// </summary>
/// <param name="organization">Where they are made.</param>
/// <param name="firstRoom">The first of <see cref="Rooms"/> rooms that nothing else uses.</param>
internal sealed class PassingMeetings(Organization organization, int firstRoom)
{
    /// <summary>How many rooms it needs.</summary>
    public const int Rooms = 3;

    /// <summary>Higher than those of all other meetings.</summary>
    private const int FirstNumber = 900_000;

    private static readonly TimeSpan s_longestUntilShown = TimeSpan.FromMinutes(2);
    private readonly List<BenchMeeting> _made = [];

    /// <summary>Returns when devices show them.</summary>
    public async Task MakeAsync()
    {
        var meetings = Enumerable.Range(firstRoom, Rooms)
            .Select(room => new BenchMeeting(FirstNumber + room, Organizer: 0, Invitee: 1, room, HasKeyword: false) { Start = Output.Tomorrow }).ToList();
        var shown = meetings.Select(meeting => organization.Devices.WaitAsync(meeting.Room, meeting)).ToList();
        foreach (var meeting in meetings)
            _made.Add(await organization.Calendar.CreateAsync(meeting));
        await Task.WhenAll(shown).WaitAsync(s_longestUntilShown);
    }

    public async Task CancelAsync()
    {
        foreach (var meeting in _made)
            await organization.Calendar.ChangeAsync(new BenchChange(ChangeKind.Cancel, meeting));
    }

    /// <summary>Waits until no device shows any.</summary>
    /// <returns>How many devices still do.</returns>
    public async Task<int> CountWrongAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var wrong = _made.Count(meeting => organization.Devices.RowsOf(meeting.Room).Count > 0);
            if (wrong == 0 || deadline.IsCancellationRequested)
                return wrong;
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
