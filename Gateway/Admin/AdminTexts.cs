using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using HybridCalendar.Gateway.Security;
using Microsoft.Net.Http.Headers;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The words of administrators' pages in one language, from the data files beside this class.</summary>
public sealed class AdminTexts
{
    /// <summary>The cookie with the language that was chosen on a page.</summary>
    public const string Cookie = "hc-language";

    private static readonly FrozenDictionary<string, AdminTexts> s_byLanguage =
        new[] { "en", "bg" }.ToFrozenDictionary(language => language, language => new AdminTexts(language));

    private readonly FrozenDictionary<string, string> _texts;

    private AdminTexts(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
        using var resource = typeof(AdminTexts).Assembly.GetManifestResourceStream(typeof(AdminTexts), $"Texts.{language}.json")
            ?? throw new InvalidOperationException($"The assembly lacks the texts in '{language}'.");
        _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(resource)!.ToFrozenDictionary();
    }

    /// <summary>The codes of the languages that pages are written in.</summary>
    public static IEnumerable<string> Languages => s_byLanguage.Keys.Order(StringComparer.Ordinal).Reverse();

    /// <summary>The two-letter code.</summary>
    public string Language { get; }

    /// <summary>How numbers and days are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>All keys, for the test that none is missing.</summary>
    internal IEnumerable<string> Keys => _texts.Keys;

    /// <summary>A text by its key.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a mistake in a page, which a test finds.</exception>
    public string this[string key] => _texts[key];

    /// <summary>A text with values in place of <c>{0}</c> and so on.</summary>
    public string Format(string key, params object[] values) => string.Format(Culture, _texts[key], values);

    /// <summary>A duration as people say it, to two digits or so.</summary>
    public string Duration(double seconds) => seconds switch
    {
        < 1 => Format("seconds", seconds.ToString("0.0", Culture)),
        < 10 => Format("seconds", seconds.ToString("0.#", Culture)),
        < 60 => Format("seconds", seconds.ToString("0", Culture)),
        < 3600 => Format("minutes", (seconds / 60).ToString("0.#", Culture)),
        _ => Format("hours", (seconds / 3600).ToString("0.#", Culture)),
    };

    /// <summary>A text that is stored in English; null when it is not known in this language, or is in it already.</summary>
    public string? Translate(string stored) => Language == "bg" ? Sentences.Bulgarian.Translate(stored) : null;

    /// <summary>What is wrong with a field, to stand beside it: without the field's name, by which programs know it.</summary>
    /// <param name="field">The field's name in a form.</param>
    /// <param name="problem">A sentence that begins with the name.</param>
    public string OfField(string field, string problem)
    {
        var told = Translate(problem) ?? (problem.StartsWith($"{field} ", StringComparison.Ordinal) ? problem[(field.Length + 1)..] : problem);
        return char.ToUpper(told[0], Culture) + told[1..];
    }

    /// <summary>What a field of the audit log is called.</summary>
    public string Field(string name) => _texts.GetValueOrDefault($"field.{name}", name);

    /// <summary>What a value of the audit log is called.</summary>
    public string Value(string field, string value) =>
        value is "true" or "false" ? _texts[$"value.{value}"] : _texts.GetValueOrDefault($"value.{field}.{value}", value);

    /// <summary>What a part of the test of a link to TMS is called.</summary>
    public string Check(string name) => _texts.GetValueOrDefault($"check.{name}", name);

    /// <summary>What an administrator is called: whoever has the local key has no name of his own.</summary>
    public string Person(string name) => name == AdminIdentity.LocalKey ? _texts["audit.localKey"] : name;

    /// <summary>The name of an administrator as it is stored, from what somebody calls him.</summary>
    public string? StoredPerson(string? called) =>
        string.Equals(called?.Trim(), _texts["audit.localKey"], StringComparison.OrdinalIgnoreCase) ? AdminIdentity.LocalKey : called;

    /// <summary>What an action of the audit log is called.</summary>
    public string Action(string action) => _texts.GetValueOrDefault($"action.{action}", action);

    /// <summary>In the language that was chosen on a page, else in the one that the browser likes best among ours, else in English.</summary>
    public static AdminTexts Of(HttpRequest request) =>
        Find(request.Cookies[Cookie])
        ?? request.GetTypedHeaders().AcceptLanguage.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Find(language.Value.Value)).FirstOrDefault(found => found is not null)
        ?? Of("en");

    /// <param name="language">One of <see cref="Languages"/>.</param>
    public static AdminTexts Of(string language) => s_byLanguage[language];

    internal static AdminTexts? Find(string? tag) => tag is null ? null : s_byLanguage.GetValueOrDefault(tag.Split('-')[0].ToLowerInvariant());
}
