using System.Collections.Frozen;
using System.Text.Json;

namespace HybridCalendar.Domain.Invitations;

/// <summary>The words of the join block in one language, from the data file beside this class.</summary>
/// <param name="Title">The line above the details.</param>
/// <param name="JoinLink">Label of the link.</param>
/// <param name="VideoAddress">Label of the SIP address.</param>
/// <param name="MeetingNumber">Label of the meeting number.</param>
/// <param name="Password">Label of the password.</param>
/// <param name="NumericPassword">Label of the all-digit password.</param>
/// <param name="Phone">Label of each phone number.</param>
public sealed record JoinBlockTexts(
    string Title, string JoinLink, string VideoAddress, string MeetingNumber, string Password, string NumericPassword, string Phone)
{
    private const string LastResort = "en";

    private static readonly FrozenDictionary<string, JoinBlockTexts> s_byLanguage = Load();

    /// <summary>The language's two-letter code.</summary>
    public string Language { get; private init; } = LastResort;

    /// <summary>The codes of the languages that we write.</summary>
    public static IReadOnlyCollection<string> Languages => s_byLanguage.Keys;

    /// <summary>
    /// The texts for a scheduler: in the organization's forced language, else in the mailbox's, else in the organization's default,
    /// else in English. A language that we do not write is passed over.
    /// </summary>
    /// <param name="locale">The mailbox's <c>language.locale</c>, such as <c>bg-BG</c>; null when it is not known.</param>
    /// <param name="fallback">The organization's default language.</param>
    /// <param name="forced">The language that replaces everybody's own, or null.</param>
    public static JoinBlockTexts Choose(string? locale, string? fallback = null, string? forced = null) =>
        Find(forced) ?? Find(locale) ?? Find(fallback) ?? s_byLanguage[LastResort];

    /// <summary>True for a line that a join block in any language consists of, whatever the details.</summary>
    internal static bool IsOwnLine(string line) => s_byLanguage.Values.Any(texts => line == texts.Title
        || texts.Labels.Any(label => line.StartsWith(label + ":", StringComparison.Ordinal)));

    private string[] Labels => [JoinLink, VideoAddress, MeetingNumber, Password, NumericPassword, Phone];

    private static JoinBlockTexts? Find(string? locale)
    {
        var language = locale?.Trim().Split('-', '_')[0];
        return language is { Length: > 0 } && s_byLanguage.TryGetValue(language, out var texts) ? texts : null;
    }

    private static FrozenDictionary<string, JoinBlockTexts> Load()
    {
        using var resource = typeof(JoinBlockTexts).Assembly.GetManifestResourceStream(typeof(JoinBlockTexts), "JoinBlockTexts.json")
            ?? throw new InvalidOperationException("The assembly lacks its resource JoinBlockTexts.json.");
        var texts = JsonSerializer.Deserialize<Dictionary<string, JoinBlockTexts>>(resource, JsonSerializerOptions.Web)!;
        return texts.ToFrozenDictionary(pair => pair.Key, pair => pair.Value with { Language = pair.Key }, StringComparer.OrdinalIgnoreCase);
    }
}
