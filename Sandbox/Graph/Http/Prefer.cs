using Microsoft.Extensions.Primitives;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>The Prefer headers Outlook's part of Graph knows; what was used is echoed in Preference-Applied.</summary>
internal sealed class Prefer
{
    private readonly List<string> _applied = [];

    public string? TimeZone { get; private set; }
    public bool TextBody { get; private set; }
    public bool ImmutableIds { get; private set; }
    public int? MaxPageSize { get; private set; }
    public IReadOnlyList<string> Applied => _applied;

    public static Prefer Read(StringValues headers)
    {
        var prefer = new Prefer();
        foreach (var header in headers)
        {
            foreach (var (name, value) in Split(header ?? ""))
                prefer.Take(name, value);
        }
        return prefer;
    }

    public void Apply(string preference) => _applied.Add(preference);

    private void Take(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "outlook.timezone":
                Calendars.ZoneNames.Get(value);
                TimeZone = value;
                Apply($"outlook.timezone=\"{value}\"");
                break;
            case "outlook.body-content-type" when value.ToLowerInvariant() is "text" or "html":
                TextBody = value.Equals("text", StringComparison.OrdinalIgnoreCase);
                Apply($"outlook.body-content-type=\"{value}\"");
                break;
            case "idtype" when value.Equals("ImmutableId", StringComparison.OrdinalIgnoreCase):
                ImmutableIds = true;
                Apply("IdType=\"ImmutableId\"");
                break;
            case "odata.maxpagesize" when int.TryParse(value, out var size) && size > 0:
                MaxPageSize = Math.Min(size, 1000);
                Apply($"odata.maxpagesize={MaxPageSize}");
                break;
        }
    }

    // Several preferences may share a header; a comma inside quotes does not part them.
    private static IEnumerable<(string Name, string Value)> Split(string header)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= header.Length; i++)
        {
            if (i < header.Length && header[i] == '"')
                quoted = !quoted;
            if (i < header.Length && (quoted || header[i] is not (',' or ';')))
                continue;
            var part = header[start..i].Trim();
            start = i + 1;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                yield return (part[..equals].Trim(), part[(equals + 1)..].Trim().Trim('"'));
        }
    }
}
