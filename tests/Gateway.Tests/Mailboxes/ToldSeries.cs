using System.Collections.Concurrent;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Counts how often series were shown what their organizer's mailbox holds.</summary>
internal sealed class ToldSeries : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _times = new();

    /// <summary>Whether they are not told in truth, which takes its time where they are many: then each holds something for its meeting.</summary>
    public bool IsAway { get; set; }

    public int TimesOf(string iCalUId) => _times.GetValueOrDefault($"series:{iCalUId}");

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName != nameof(IMeetingSeriesGrain.Saw))
            return context.Invoke();
        _times.AddOrUpdate(context.TargetId.Key.ToString()!, 1, (_, times) => times + 1);
        if (!IsAway)
            return context.Invoke();
        context.Result = true;
        return Task.CompletedTask;
    }
}
