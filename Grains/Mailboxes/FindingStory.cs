using System.Collections.Immutable;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Tells a mailbox's timeline what came and went of its findings. Pure.</summary>
public static class FindingStory
{
    /// <param name="timeline">The mailbox's.</param>
    /// <param name="before">The findings until now.</param>
    /// <param name="after">The same now.</param>
    /// <param name="now">UTC.</param>
    public static Timeline Add(Timeline timeline, ImmutableArray<MailboxFinding> before, ImmutableArray<MailboxFinding> after, DateTimeOffset now)
    {
        foreach (var come in after.ExceptBy(before.Select(finding => finding.Code), finding => finding.Code))
            timeline = come.Code == HealthCode.NotSubscribed
                ? SubscriptionStory.Refused(timeline, now)
                : timeline.Add(now, come.Severity == HealthSeverity.Note ? TimelineStep.Seen : TimelineStep.Failed, come.Text);
        foreach (var gone in before.ExceptBy(after.Select(finding => finding.Code), finding => finding.Code))
            timeline = timeline.Add(now, TimelineStep.Seen, $"No longer a problem: {gone.Code}.");
        return timeline;
    }
}
