using System.Text.Json;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>The fields of one JSON object of the rules file, read with errors that name the object and the field.</summary>
internal sealed class JsonFields
{
    private readonly IReadOnlyDictionary<string, RulePattern> _shared;
    private readonly bool _checksPatterns;
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private string _owner;

    /// <param name="owner">What the object is called in errors.</param>
    /// <param name="element">The object.</param>
    /// <param name="shared">The patterns that a field can name as <c>@name</c>.</param>
    /// <param name="checksPatterns">Whether each pattern must be known to work; otherwise this shows when it is needed.</param>
    public JsonFields(string owner, JsonElement element, IReadOnlyDictionary<string, RulePattern> shared, bool checksPatterns)
    {
        (_owner, _shared, _checksPatterns) = (owner, shared, checksPatterns);
        if (element.ValueKind != JsonValueKind.Object) throw new JoinRulesException($"Join rules: {owner} is not a JSON object.");
        foreach (var field in element.EnumerateObject())
            if (!_left.TryAdd(field.Name, field.Value)) throw Wrong(field.Name, "is given twice");
    }

    public JoinRulesException Wrong(string field, string what, Exception? cause = null)
    {
        var message = $"Join rules: {_owner}, field '{field}' {what}.";
        return cause is null ? new JoinRulesException(message) : new JoinRulesException(message, cause);
    }

    /// <summary>Fails on fields that nobody asked for: most likely a misspelt name.</summary>
    public void Done(params string[] ignored)
    {
        foreach (var name in _left.Keys.Except(ignored)) throw Wrong(name, "is unknown");
    }

    /// <summary>Reads the id and names the object by it from now on.</summary>
    public string Name(string field)
    {
        var id = Required(field);
        _owner = $"'{id}'";
        return id;
    }

    public string Required(string field) => Optional(field) ?? throw Wrong(field, "is missing");

    public string? Optional(string field)
    {
        if (!_left.Remove(field, out var value)) return null;
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } text) throw Wrong(field, "must be a text that is not empty");
        return text;
    }

    public bool Flag(string field, bool otherwise)
    {
        if (!_left.Remove(field, out var value)) return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(field, "must be true or false");
    }

    public TEnum Choice<TEnum>(string field, TEnum otherwise)
        where TEnum : struct, Enum
    {
        if (Optional(field) is not { } text) return otherwise;
        var name = Enum.GetNames<TEnum>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(field, $"is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<TEnum>())}");
        return Enum.Parse<TEnum>(name);
    }

    /// <summary>A text or a list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Strings(string field)
    {
        if (!_left.TryGetValue(field, out var value)) return [];
        if (value.ValueKind == JsonValueKind.String) return [Required(field)];
        _left.Remove(field);
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String || v.GetString() is not { Length: > 0 }))
            throw Wrong(field, "must be a text or a list of texts");
        return [.. value.EnumerateArray().Select(v => v.GetString()!)];
    }

    public IReadOnlyList<string> Hosts(string field)
    {
        var hosts = Strings(field);
        if (hosts.Count == 0) throw Wrong(field, "is missing");
        foreach (var host in hosts)
            if (host != "*" && !HostPattern.IsValid(host)) throw Wrong(field, $"has '{host}', which is no host pattern");
        return hosts;
    }

    /// <summary>The members of an object whose members are all patterns; empty when absent.</summary>
    public IReadOnlyDictionary<string, RulePattern> NamedPatterns(string field)
    {
        if (!_left.Remove(field, out var value)) return new Dictionary<string, RulePattern>();
        var patterns = new JsonFields(field, value, _shared, _checksPatterns);
        return patterns._left.Keys.ToList().ToDictionary(name => name, name => patterns.Pattern(name)!);
    }

    public RulePattern? Pattern(string field) => Optional(field) is { } text ? Compile(field, text) : null;

    public IReadOnlyList<RulePattern> Patterns(string field) => [.. Strings(field).Select(text => Compile(field, text))];

    public IEnumerable<JsonElement> Objects(string field)
    {
        if (!_left.Remove(field, out var value)) return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(field, "must be a list");
    }

    private RulePattern Compile(string field, string text)
    {
        if (text[0] == '@') return _shared.GetValueOrDefault(text[1..]) ?? throw Wrong(field, $"names '{text}', which is not under patterns");
        try
        {
            var pattern = new RulePattern(text);
            if (_checksPatterns)
                RulePattern.Check(text);
            return pattern;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Wrong(field, $"is no usable pattern: {e.Message}", e);
        }
    }
}
