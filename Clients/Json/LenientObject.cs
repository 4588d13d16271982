using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HybridCalendar.Clients.Json;

/// <summary>
/// A JSON object that is read without ever throwing: what is missing or null is absent, what has the wrong type is absent
/// and warned about. Warnings name the path of a field and, for enumerations only, its value: never a person's text.
/// </summary>
internal readonly partial struct LenientObject
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly ICollection<string> _warnings;

    public LenientObject(JsonElement element, string path, ICollection<string> warnings)
    {
        _element = element;
        _path = path;
        _warnings = warnings;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
            Warn(path.Length == 0 ? "event" : path, $"expected an object, found {Describe(element)}");
    }

    public bool IsPresent => _element.ValueKind == JsonValueKind.Object;

    public bool Has(string name) => Find(name) is not null;

    public string? String(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return Text(value, name);
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        {
            Warn(Path(name), $"expected a string, found {Describe(value)}");
            return value.GetRawText();
        }
        WarnKind(name, "a string", value);
        return null;
    }

    public bool? Boolean(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        if (value.ValueKind == JsonValueKind.String && bool.TryParse(Text(value, name), out var parsed))
            return parsed;
        WarnKind(name, "true or false", value);
        return null;
    }

    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out var number))
                return number;
            if (value.TryGetDouble(out var real) && double.IsInteger(real) && Math.Abs(real) <= int.MaxValue)
                return (int)real;
        }
        if (value.ValueKind == JsonValueKind.String
            && int.TryParse(Text(value, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
            return parsed;
        WarnKind(name, "a whole number", value);
        return null;
    }

    /// <summary>A member of an enumeration whose names are Graph's in Pascal case; null when absent or unknown.</summary>
    public T? Enumeration<T>(string name)
        where T : struct, Enum
    {
        if (String(name) is not { Length: > 0 } text)
            return null;
        if (char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        Warn(Path(name), $"unknown value '{(text.Length > 40 ? text[..40] + "..." : text)}'");
        return null;
    }

    public LenientObject Object(string name) => new(Find(name) ?? default, Path(name), _warnings);

    /// <summary>The members of an array that are objects.</summary>
    public IEnumerable<LenientObject> Objects(string name)
    {
        var index = 0;
        foreach (var item in Items(name))
        {
            var member = new LenientObject(item, $"{Path(name)}[{index++}]", _warnings);
            if (member.IsPresent)
                yield return member;
        }
    }

    /// <summary>The members of an array that are strings.</summary>
    public IEnumerable<string> Strings(string name)
    {
        foreach (var item in Items(name))
        {
            if (item.ValueKind == JsonValueKind.String)
                yield return Text(item, name);
            else if (item.ValueKind != JsonValueKind.Null)
                WarnKind(name, "strings", item);
        }
    }

    public void Warn(string path, string problem) => _warnings.Add($"{path}: {problem}");

    public string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public JsonElement Element => _element;

    private JsonElement.ArrayEnumerator Items(string name)
    {
        if (Find(name) is not { } value)
            return default;
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray();
        WarnKind(name, "an array", value);
        return default;
    }

    private JsonElement? Find(string name)
    {
        if (!IsPresent)
            return null;
        try
        {
            return _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A property name with half a surrogate pair cannot be compared.
            Warn(Path(name), "cannot be looked up, another property's name is not valid text");
            return null;
        }
    }

    private string Text(JsonElement value, string name)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half an emoji must not cost the invitation its body, and with it the link.
            Warn(Path(name), "contains half a surrogate pair");
            return JsonSerializer.Deserialize<string>(HalfPair().Replace(value.GetRawText(), WholeOrMark)) ?? "";
        }
    }

    private static string WholeOrMark(Match match) => match.Groups["whole"].Success ? match.Value : @"\ufffd";

    private void WarnKind(string name, string wanted, JsonElement found) => Warn(Path(name), $"expected {wanted}, found {Describe(found)}");

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "another string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    // The group keeps what must stay: whole pairs, and backslashes that are themselves escaped.
    [GeneratedRegex(@"(?<whole>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\)|\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex HalfPair();
}
