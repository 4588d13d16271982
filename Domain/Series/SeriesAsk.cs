using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Domain.Series;

/// <summary>What a meeting's organizer wants, as far as a decision needs it.</summary>
/// <param name="Action">What the keyword does; null without a keyword.</param>
/// <param name="Shape">A digest of what a meeting made in Webex depends on: title, times, recurrence, people.</param>
/// <param name="Target">A digest of what the invitation itself says to dial; empty for nothing.</param>
/// <param name="Block">What the invitation holds of join blocks.</param>
/// <param name="NeedsAnother">Whether no change of what was made in Webex can make it what is wanted: it is over, or repeats for ever.</param>
public sealed record SeriesAsk(KeywordAction? Action, string Shape, string Target, BlockSeen Block, bool NeedsAnother = false);
