using System.Globalization;
using System.Text.Json;

namespace HybridCalendar.Gateway.Admin;

/// <summary>
/// Puts into another language what is stored in English: findings, timelines, reasons. What is stored must be readable by whoever comes,
/// and was often written before he chose his language; so sentences are known again by their English words.
/// </summary>
internal sealed class Sentences
{
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
            var told = string.Format(CultureInfo.InvariantCulture, other, [.. values.Select(value => (object)(Translate(value) ?? value))]);
            return rest.Length == 0 ? told : $"{told} {rest}";
        }
        return null;
    }
}
