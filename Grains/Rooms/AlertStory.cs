using System.Collections.Immutable;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// What came of alerts and is not in the room's timeline yet: alerts are given beside other turns, and write nothing. Kept in memory.
/// </summary>
public sealed class AlertStory
{
    /// <summary>One that comes later was missed by who stood before the device.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);
    private readonly HashSet<(string Device, JoinAlert Alert)> _unheard = [];
    private readonly List<Func<Timeline, Timeline>> _untold = [];

    /// <summary>Whether the timeline is to be written.</summary>
    public bool HasNews => _untold.Count > 0;

    /// <summary>A device was not connected when it was to be alerted.</summary>
    public void NoteUnheard(string device, JoinAlert alert) => _unheard.Add((device, alert));

    /// <summary>An alert needs to be given no more.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="devices">All devices of the room.</param>
    /// <param name="now">UTC.</param>
    public void NoteGiven(JoinAlert alert, ImmutableArray<string> devices, DateTimeOffset now)
    {
        var due = $"{alert.DueAt:u}";
        var unheard = devices.Where(device => _unheard.Contains((device, alert))).ToList();
        var code = now - alert.DueAt > s_late ? FactCodes.AlertLate : FactCodes.AlertGiven;
        if (unheard.Count < devices.Length)
            _untold.Add(timeline => timeline.AddEach(now, TimelineStep.Done, code, code, due));
        foreach (var device in unheard)
            _untold.Add(timeline => timeline.AddEach(now, TimelineStep.Failed, $"{FactCodes.AlertUnheard} {device}", FactCodes.AlertUnheard, device, due));
        _unheard.RemoveWhere(known => known.Alert == alert);
    }

    /// <summary>Devices could not be told of an alert; told once for each alert.</summary>
    public void NoteFailed(JoinAlert alert, ImmutableArray<string> devices, DateTimeOffset now)
    {
        var due = $"{alert.DueAt:u}";
        foreach (var device in devices)
            _untold.Add(timeline => timeline.AddEach(now, TimelineStep.Failed, $"{FactCodes.AlertFailed} {device}", FactCodes.AlertFailed, device, due));
    }

    /// <summary>What there is to tell, added to a timeline.</summary>
    /// <returns>The timeline, and how much of the news it holds.</returns>
    public (Timeline Timeline, int Told) AddTo(Timeline timeline) => (_untold.Aggregate(timeline, (told, add) => add(told)), _untold.Count);

    /// <summary>The timeline was written.</summary>
    /// <param name="told">How much of the news it holds.</param>
    public void Forget(int told) => _untold.RemoveRange(0, told);
}
