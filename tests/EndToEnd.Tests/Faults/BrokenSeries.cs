using System.Collections.Concurrent;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>
/// Series whose stored state cannot be read: each call to them fails. And messages of series to rooms that are lost, and answers of series
/// to mailboxes.
/// </summary>
internal sealed class BrokenSeries : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    /// <summary>How many messages to rooms were lost; null when none is to be.</summary>
    public int? LostMessages { get; set; }

    /// <summary>How many series took in what they were shown, and their answers were lost; null when none is to be.</summary>
    public int? LostAnswers { get; set; }

    /// <summary>How often a series was called since it broke.</summary>
    public int Calls(string iCalUId) => _calls[iCalUId];

    public void Break(string iCalUId) => _calls[iCalUId] = 0;

    public void Mend(string iCalUId) => _calls.TryRemove(iCalUId, out _);

    public void MendAll() => _calls.Clear();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (LostMessages is not null && context.MethodName == nameof(IRoomMailboxGrain.JoinDetailsChanged))
        {
            LostMessages++;
            return;
        }
        var grain = context.TargetId.ToString();
        foreach (var uid in _calls.Keys)
        {
            if (!grain.Contains($"series:{uid}", StringComparison.Ordinal))
                continue;
            _calls.AddOrUpdate(uid, 1, (_, count) => count + 1);
            throw new InvalidOperationException("The stored state cannot be read.");
        }
        await context.Invoke();
        if (LostAnswers is null || context.MethodName != nameof(IMeetingSeriesGrain.Saw))
            return;
        LostAnswers++;
        throw new TimeoutException("The answer is lost.");
    }
}
