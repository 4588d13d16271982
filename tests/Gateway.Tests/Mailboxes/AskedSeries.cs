using System.Collections.Concurrent;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Counts how often series were asked what to dial, holds their answers on the way, and loses what they tell rooms.</summary>
internal sealed class AskedSeries : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _times = new();

    /// <summary>Answers go on their way, and do not arrive before it is let go.</summary>
    public HeldMailbox? Held { get; set; }

    /// <summary>Whether rooms are told in vain.</summary>
    public bool LosesMessages { get; set; }

    public int TimesOf(string iCalUId) => _times.GetValueOrDefault($"series:{iCalUId}");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (LosesMessages && context.MethodName == nameof(IRoomMailboxGrain.JoinDetailsChanged))
            return;
        await context.Invoke();
        if (context.MethodName != nameof(IMeetingSeriesGrain.GetJoin))
            return;
        _times.AddOrUpdate(context.TargetId.Key.ToString()!, 1, (_, times) => times + 1);
        if (Held is { } held)
            await held.WaitAsync(CancellationToken.None);
    }
}
