namespace HybridCalendar.Grains.Conferences;

/// <summary>How far a meeting is with TMS. Stored with the meeting.</summary>
public sealed record ConferenceProgress
{
    /// <summary>The request on its way; null when none is. The next one waits for its answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>That request, as JSON: a crash must not make another one of it.</summary>
    public string? Request { get; init; }

    /// <summary>Digest of what the request on its way, or the last one, asked for.</summary>
    public string Asked { get; init; } = "";

    /// <summary>What TMS told last that it holds, an answer as JSON; null when nothing is known.</summary>
    public string? Answer { get; init; }

    /// <summary>When TMS was heard of last, UTC; null when it was not, or before that was noted.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether TMS may hold something of the meeting.</summary>
    public bool MayHold { get; init; }

    /// <summary>When the last of what TMS may hold is over, UTC; null when it was never asked for anything.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Until when TMS may go on with what a connector asked of it that was ended since, UTC; null when nothing was asked.</summary>
    public DateTimeOffset? SettlesAt { get; init; }

    /// <summary>Until when TMS may go on with what it did not answer, UTC; null when it answered.</summary>
    public DateTimeOffset? UnansweredUntil { get; init; }

    /// <summary>Why it did not succeed; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>When it did not succeed, UTC.</summary>
    public DateTimeOffset? ProblemAt { get; init; }

    /// <summary>When the same is to be asked again, UTC; null when nothing is due.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>Tries in a row that did not succeed but may.</summary>
    public int Attempts { get; init; }
}
