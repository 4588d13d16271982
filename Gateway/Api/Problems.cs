using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Api;

/// <summary>Collects what is wrong with a body, by field.</summary>
internal sealed class Problems
{
    public const int LongestName = 256;
    private static readonly string[] s_languages = ["en", "bg"];
    private readonly Dictionary<string, string[]> _byField = [];

    /// <summary>What is wrong with each field that is wrong, a sentence that begins with the field's name.</summary>
    public IReadOnlyDictionary<string, string[]> ByField => _byField;

    public bool Any => _byField.Count > 0;

    public Problems Require(bool isFine, string field, string message)
    {
        if (!isFine)
            _byField.TryAdd(field, [$"{field} {message}"]);
        return this;
    }

    public Problems RequireName(string name, string field = "displayName") =>
        Require(name.Length <= LongestName && !name.Any(char.IsControl), field, $"may have {LongestName} characters and no control characters.");

    public Problems RequireSite(string? site, string field) => Require(site is null || WebexNames.IsSite(site), field, WebexNames.SiteRule);

    public Problems RequireLanguage(string? language, string field) =>
        Require(language is null || s_languages.Contains(language), field, "must be en or bg, or absent.");

    public ValidationProblem ToResult() => TypedResults.ValidationProblem(_byField);
}
