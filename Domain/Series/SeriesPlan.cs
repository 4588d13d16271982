using System.Collections.Immutable;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Domain.Series;

/// <summary>
/// Decides what is to be done for a meeting from how far it is and what its organizer wants now. What is decided twice is done
/// once: the same wish on the same progress adds no step.
/// </summary>
public static class SeriesPlan
{
    /// <summary>
    /// A block that is still not seen after so many writes is taken out by something else; writing on would never end.
    /// </summary>
    public const int MaxWritesUnseen = 5;

    private static readonly ImmutableSortedSet<SeriesStep> s_fromTheStart = [SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock];

    /// <summary>What needs join details, and goes when there are none.</summary>
    private static readonly ImmutableSortedSet<SeriesStep> s_withDetails =
        [SeriesStep.GetDetails, SeriesStep.UpdateMeeting, SeriesStep.WriteBlock, SeriesStep.MendOccurrences, SeriesStep.AddMembers];

    /// <summary>The organizer's mailbox shows the meeting.</summary>
    public static SeriesProgress Decide(SeriesProgress progress, SeriesAsk ask)
    {
        var seen = progress with
        {
            IsRemoved = false,
            Target = ask.Target,
            WritesUnseen = ask.Block == BlockSeen.Ours ? 0 : progress.WritesUnseen,
        };
        if (seen.Target != progress.Target || progress.IsRemoved)
            seen = seen.Then(SeriesStep.TellRooms);
        if (ask.Action != progress.Action)
            seen = ChangeAction(seen, ask);
        return ask.Action is not null ? Fulfil(seen, ask)
            // Left over, pasted, or come along with a copy: it speaks of another meeting, or of one that is no more.
            : ask.Block != BlockSeen.None ? seen.Then(SeriesStep.EraseBlock)
            : seen;
    }

    /// <summary>
    /// Whether an occurrence's own text is to be looked at: only beside a series' text that is as it should be, which occurrences
    /// without a text of their own share.
    /// </summary>
    public static bool MayMendOccurrences(SeriesProgress progress, SeriesAsk ask) =>
        !progress.Steps.Overlaps([SeriesStep.GetDetails, SeriesStep.UpdateMeeting, SeriesStep.WriteBlock, SeriesStep.EraseBlock])
        && (ask.Action is null ? ask.Block == BlockSeen.None : progress.HasDetails && ask.Block == BlockSeen.Ours);

    /// <summary>Somebody deleted in Webex what the join details lead to.</summary>
    public static SeriesProgress LostDetails(SeriesProgress progress) => Restart(progress with { HasDetails = false });

    /// <summary>What the join details lead to is no more, and nobody can say when there is another: they are taken out of the invitation.</summary>
    public static SeriesProgress Withdraw(SeriesProgress progress)
    {
        var without = progress with { HasDetails = false, Steps = progress.Steps.Except(s_withDetails) };
        return (MayHaveWritten(progress) ? without.Then(SeriesStep.EraseBlock) : without).Then(SeriesStep.TellRooms);
    }

    /// <summary>The organizer's copy is gone: nothing may be written, and nothing must be left behind in Webex.</summary>
    public static SeriesProgress Remove(SeriesProgress progress)
    {
        if (progress.IsRemoved)
            return progress;
        var released = Release(progress) with { IsRemoved = true, Action = null };
        return released with { Steps = released.Steps.Intersect([SeriesStep.AskConference, SeriesStep.ReleaseMeeting, SeriesStep.TellRooms]) };
    }

    /// <summary>
    /// Asks again although nothing in the invitation changed: what was refused may have been mended in Webex, or by an administrator.
    /// </summary>
    public static SeriesProgress AskAgain(SeriesProgress progress)
    {
        if (progress is not { Refusal: not null, Action: not null, IsRemoved: false })
            return progress;
        var again = progress with { Refusal = null, RefusedSteps = [] };
        return progress.HasDetails && !progress.RefusedSteps.Contains(SeriesStep.GetDetails)
            // The block too: of what was stored earlier it is not known what was refused.
            ? again with { Steps = again.Steps.Union(progress.RefusedSteps).Add(SeriesStep.WriteBlock) }
            : Restart(again);
    }

    /// <summary>
    /// What was made in Webex cannot become what is wanted: another is made. The old one goes first, else it is found again by its tag.
    /// </summary>
    public static SeriesProgress Replace(SeriesProgress progress)
    {
        var released = Release(progress);
        return Restart(released with { Steps = released.Steps.Remove(SeriesStep.UpdateMeeting), Shape = progress.Shape, Refusal = null });
    }

    /// <summary>A step was done.</summary>
    public static SeriesProgress Done(SeriesProgress progress, SeriesStep step)
    {
        var refused = progress.RefusedSteps.Remove(step);
        var rest = progress with { Steps = progress.Steps.Remove(step), RefusedSteps = refused };
        // What was refused beside it is still refused.
        var refusal = refused.IsEmpty ? null : progress.Refusal;
        return step switch
        {
            SeriesStep.GetDetails or SeriesStep.UpdateMeeting => rest with { HasDetails = true, Refusal = refusal },
            SeriesStep.WriteBlock => rest with { HasWritten = true, WritesUnseen = rest.WritesUnseen + 1, Refusal = refusal },
            SeriesStep.EraseBlock => rest with { HasWritten = false, WritesUnseen = 0, Refusal = refusal },
            _ when progress.RefusedSteps.Contains(step) => rest with { Refusal = refusal },
            _ => rest,
        };
    }

    /// <summary>A step will not succeed until somebody changes something; what depends on it is dropped.</summary>
    /// <param name="progress">How far the meeting is.</param>
    /// <param name="step">The step that failed.</param>
    /// <param name="reason">A sentence for an administrator.</param>
    public static SeriesProgress Refuse(SeriesProgress progress, SeriesStep step, string reason)
    {
        var rest = progress with { Steps = progress.Steps.Remove(step), RefusedSteps = progress.RefusedSteps.Add(step), Refusal = reason };
        return step == SeriesStep.GetDetails ? rest with { Steps = rest.Steps.Except(s_withDetails).Add(SeriesStep.TellRooms) } : rest;
    }

    /// <summary>Whether a meeting of its own was made in Webex for the action, which has to follow the invitation.</summary>
    public static bool MakesMeeting(KeywordAction? action) => action == KeywordAction.OneTimeMeeting;

    private static SeriesProgress ChangeAction(SeriesProgress progress, SeriesAsk ask)
    {
        // What was written for another wish says nothing of what becomes of this one's block.
        var released = Release(progress) with { Action = ask.Action, Refusal = null, WritesUnseen = 0 };
        released = released with { Steps = released.Steps.Except(s_withDetails) };
        return ask.Action is null && MayHaveWritten(progress)
            ? released.Then(SeriesStep.EraseBlock)
            : released with { Steps = released.Steps.Remove(SeriesStep.EraseBlock) };
    }

    /// <summary>A write whose answer was lost, or that a crash came after, may have got through all the same.</summary>
    private static bool MayHaveWritten(SeriesProgress progress) =>
        progress.HasWritten || (progress.HasDetails && progress.Steps.Contains(SeriesStep.WriteBlock));

    private static SeriesProgress Release(SeriesProgress progress)
    {
        // One that was asked for in vain may have been made all the same, by a try whose answer was lost.
        var mayExist = progress.HasDetails || progress.Steps.Union(progress.RefusedSteps).Contains(SeriesStep.GetDetails);
        var released = MakesMeeting(progress.Action) && mayExist ? progress.Then(SeriesStep.ReleaseMeeting) : progress;
        return released.Then(SeriesStep.TellRooms) with { HasDetails = false, Shape = "", RefusedSteps = [] };
    }

    private static SeriesProgress Fulfil(SeriesProgress progress, SeriesAsk ask)
    {
        var changed = progress.Shape != ask.Shape;
        var next = progress with { Shape = ask.Shape };
        if (changed && ask.NeedsAnother && MakesMeeting(progress.Action))
            return Replace(next);
        if (!progress.HasDetails)
            return progress.Refusal is null || changed ? Restart(next) with { Refusal = null, RefusedSteps = [] } : next;
        if (changed && MakesMeeting(progress.Action))
            next = next.Then(SeriesStep.UpdateMeeting);
        else if (changed && progress.Action == KeywordAction.Space)
            next = next.Then(SeriesStep.AddMembers);
        else if (changed)
            // A personal room may be another one now.
            next = Restart(next);
        return NeedsBlock(progress, ask) ? next.Then(SeriesStep.WriteBlock) : next;
    }

    /// <summary>
    /// A block that is there stays in its language; one that the organizer deleted or damaged comes back while the keyword stands.
    /// </summary>
    private static bool NeedsBlock(SeriesProgress progress, SeriesAsk ask) =>
        ask.Block != BlockSeen.Ours && progress.WritesUnseen < MaxWritesUnseen;

    /// <summary>The join details are got (again), and everybody hears of them.</summary>
    private static SeriesProgress Restart(SeriesProgress progress)
    {
        // TMS is asked by itself, whatever the steps, and its answer brings them.
        if (progress.Action == KeywordAction.Tms)
            return progress;
        var steps = progress.Steps.Union(s_fromTheStart);
        return progress with { Steps = progress.Action == KeywordAction.Space ? steps.Add(SeriesStep.AddMembers) : steps };
    }

    private static SeriesProgress Then(this SeriesProgress progress, SeriesStep step) => progress with { Steps = progress.Steps.Add(step) };
}
