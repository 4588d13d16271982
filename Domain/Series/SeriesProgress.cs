using System.Collections.Immutable;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Domain.Series;

/// <summary>How far a meeting's wishes are fulfilled, and what is left to do. Stored with the meeting.</summary>
public sealed record SeriesProgress
{
    public static readonly SeriesProgress None = new();

    /// <summary>The action that the join details were asked for; null without a keyword.</summary>
    public KeywordAction? Action { get; init; }

    /// <summary>Whether there are join details of ours.</summary>
    public bool HasDetails { get; init; }

    /// <summary>Why there will be none until somebody changes something; null while there is hope.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was refused and not done since; asked for once more by <see cref="SeriesPlan.AskAgain"/>.</summary>
    public ImmutableSortedSet<SeriesStep> RefusedSteps { get; init; } = [];

    /// <summary><see cref="SeriesAsk.Shape"/> for which the Webex meeting was made or changed last.</summary>
    public string Shape { get; init; } = "";

    /// <summary><see cref="SeriesAsk.Target"/> as it was seen last.</summary>
    public string Target { get; init; } = "";

    /// <summary>Whether a block of ours was written and not erased since.</summary>
    public bool HasWritten { get; init; }

    /// <summary>Blocks written since one was last seen in the invitation.</summary>
    public int WritesUnseen { get; init; }

    /// <summary>Whether the organizer's copy is gone.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>What is left to do, in order, each once.</summary>
    public ImmutableSortedSet<SeriesStep> Steps { get; init; } = [];

    public bool HasWork => !Steps.IsEmpty;
}
