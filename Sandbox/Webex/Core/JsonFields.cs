using System.Globalization;
using System.Text.Json;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Reads the members of a JSON object strictly: a wrong type, length or name is a 400 that names the member.</summary>
internal readonly struct JsonFields(JsonElement element, string path)
{
    private readonly JsonElement _element = element.ValueKind == JsonValueKind.Object
        ? element
        : throw WebexProblem.BadRequest($"{(path.Length == 0 ? "The request body" : path)} must be a JSON object.");

    public static async Task<JsonFields> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            throw new WebexProblem(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json.");
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return new JsonFields(document.RootElement.Clone(), "");
        }
        catch (JsonException e)
        {
            throw WebexProblem.BadRequest($"Could not read JSON, line {e.LineNumber + 1}.");
        }
    }

    public bool Has(string name) => _element.TryGetProperty(name, out _);

    public bool IsNull(string name) => _element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    public void RejectUnknown(IReadOnlySet<string> known)
    {
        foreach (var member in _element.EnumerateObject())
            if (!known.Contains(member.Name)) throw WebexProblem.BadRequest($"{Path(member.Name)} is not a known field.");
    }

    public string RequiredString(string name, int maxLength = int.MaxValue, int minLength = 1) =>
        String(name, maxLength, minLength) ?? throw WebexProblem.BadRequest($"{Path(name)} is required.");

    public string? String(string name, int maxLength = int.MaxValue, int minLength = 0)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) throw WebexProblem.BadRequest($"{Path(name)} must be a string.");
        var text = value.GetString()!;
        if (text.Length < minLength) throw WebexProblem.BadRequest($"{Path(name)} must have at least {minLength} characters.");
        if (text.Length > maxLength) throw WebexProblem.BadRequest($"{Path(name)} must have at most {maxLength} characters.");
        return text;
    }

    public string? OneOf(string name, params IReadOnlyCollection<string> allowed)
    {
        var text = String(name);
        if (text is not null && !allowed.Contains(text))
            throw WebexProblem.BadRequest($"{Path(name)} must be one of {string.Join(", ", allowed)}.");
        return text;
    }

    public bool? Bool(string name) => Value(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WebexProblem.BadRequest($"{Path(name)} must be true or false."),
    };

    public int? Int(string name, int min, int max = int.MaxValue)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
            throw WebexProblem.BadRequest($"{Path(name)} must be an integer.");
        if (number < min || number > max) throw WebexProblem.BadRequest($"{Path(name)} must be {Range(min, max)}.");
        return number;
    }

    public JsonFields? Object(string name) => Value(name) is { } value ? new JsonFields(value, Path(name)) : null;

    public JsonFields RequiredObject(string name) => Object(name) ?? throw WebexProblem.BadRequest($"{Path(name)} is required.");

    public JsonElement? Value(string name) =>
        _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public IReadOnlyList<JsonElement>? Array(string name, int maxItems = int.MaxValue)
    {
        if (Value(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) throw WebexProblem.BadRequest($"{Path(name)} must be an array.");
        if (value.GetArrayLength() > maxItems) throw WebexProblem.BadRequest($"{Path(name)} must have at most {maxItems} items.");
        return [.. value.EnumerateArray()];
    }

    public IReadOnlyList<JsonFields>? Objects(string name, int maxItems = int.MaxValue)
    {
        var where = Path(name);
        return Array(name, maxItems)?.Select((item, i) => new JsonFields(item, $"{where}[{i}]")).ToList();
    }

    public string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Range(int min, int max) => max == int.MaxValue
        ? $"at least {min.ToString(CultureInfo.InvariantCulture)}"
        : string.Create(CultureInfo.InvariantCulture, $"between {min} and {max}");
}
