using System.Globalization;
using System.Text.Json;

namespace HybridCalendar.Gateway.Admin;

/// <summary>
/// Puts into another language what is stored in English: findings, timelines, reasons. What is stored must be readable by whoever comes,
/// and was often written before he chose his language; so sentences are known again by their English words.
/// </summary>
internal sealed class Sentences
{
    private const int LongestName = 100;
    private readonly List<(SentenceTemplate English, string Other)> _templates;

    private Sentences(string language)
    {
        using var resource = typeof(Sentences).Assembly.GetManifestResourceStream(typeof(Sentences), $"Sentences.{language}.json")
            ?? throw new InvalidOperationException($"The assembly lacks the sentences in '{language}'.");
        _templates = [.. JsonSerializer.Deserialize<Dictionary<string, string>>(resource)!.Select(pair => (new SentenceTemplate(pair.Key), pair.Value))];
    }

    public static Sentences Bulgarian { get; } = new("bg");

    /// <returns>Null when the text has a sentence that is not known: half a translation would be harder to read than none.</returns>
    public string? Translate(string text) => text.Length == 0 ? null : TranslateFrom(text, 0);

    /// <summary>What begins like a sentence may be the beginning of a longer one: a way is good that leads to the end of the text.</summary>
    private string? TranslateFrom(string text, int start)
    {
        foreach (var (english, other) in _templates)
        {
            if (english.Match(text, start, out var end) is not { } values)
                continue;
            var rest = end == text.Length ? "" : TranslateFrom(text, end + 1);
            if (rest is null)
                continue;
            var told = string.Format(CultureInfo.InvariantCulture, other, [.. values.Select(value => (object)TranslateValue(value))]);
            return rest.Length == 0 ? told : $"{told} {rest}";
        }
        return TranslateNamed(text, start);
    }

    /// <summary>A sentence about a device begins with the device's name.</summary>
    private string? TranslateNamed(string text, int start)
    {
        var colon = text.IndexOf(": ", start, StringComparison.Ordinal);
        return colon > start && colon - start <= LongestName && text.IndexOf(". ", start, colon - start, StringComparison.Ordinal) < 0
            && TranslateFrom(text, colon + 2) is { } told
            ? $"{text[start..colon]}: {told}"
            : null;
    }

    /// <summary>What stands in a place may be a sentence without its full stop, or a list; a name stays as it is.</summary>
    private string TranslateValue(string value)
    {
        if ((Translate(value) ?? Translate($"{value}.")?.TrimEnd('.')) is { } told)
            return told;
        var parts = value.Split(", ").Select(part => (Part: part, Told: Translate(part))).ToList();
        return parts.Exists(part => part.Told is not null) ? string.Join(", ", parts.Select(part => part.Told ?? part.Part)) : value;
    }
}
