namespace HybridCalendar.Domain.Keywords;

/// <summary>A keyword in a location.</summary>
/// <param name="Keyword">Which one.</param>
/// <param name="Modifier">What follows the colon; <see cref="KeywordModifier.None"/> also when that is no known modifier.</param>
/// <param name="Text">The exact characters of the location, modifier included.</param>
/// <param name="Position">Where <paramref name="Text"/> begins in the location.</param>
/// <param name="UnknownModifier">
/// The word after the colon when it is none that we know (<c>@webex:foo</c>), else null. The keyword counts all the same: the
/// person asked for a meeting and gets the organization's default; whoever shows the match should warn.
/// </param>
public sealed record KeywordMatch(Keyword Keyword, KeywordModifier Modifier, string Text, int Position, string? UnknownModifier = null);
