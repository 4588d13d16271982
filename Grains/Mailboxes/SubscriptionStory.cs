using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Tells a mailbox's timeline what became of its subscription. Pure.</summary>
public static class SubscriptionStory
{
    private const string Subject = "subscription";

    /// <param name="timeline">The mailbox's.</param>
    /// <param name="before">Graph's id of the subscription; null for none.</param>
    /// <param name="after">The same now.</param>
    /// <param name="now">UTC.</param>
    public static Timeline Add(Timeline timeline, string? before, string? after, DateTimeOffset now) => (before, after) switch
    {
        _ when before == after => timeline,
        (_, null) => timeline.Add(now, TimelineStep.Seen, Subject, FactCodes.SubscriptionEnded),
        (null, _) => timeline.Add(now, TimelineStep.Done, Subject, FactCodes.Subscribed),
        _ => timeline.Add(now, TimelineStep.Done, Subject, FactCodes.SubscribedAnew),
    };

    /// <summary>Graph refuses to make one, as it cannot reach the gateway.</summary>
    public static Timeline Refused(Timeline timeline, DateTimeOffset now) =>
        timeline.Add(now, TimelineStep.Failed, Subject, FactCodes.SubscriptionRefused);
}
