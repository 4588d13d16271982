using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Writes a collection page by page with absolute links.</summary>
internal static class Paging
{
    private const int DefaultSize = 10;

    public static int Top(GraphCall call, int defaultSize = DefaultSize)
    {
        if (call.Option("$top") is not { } top)
            return call.Prefer.MaxPageSize ?? defaultSize;
        return int.TryParse(top, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= 1000
            ? size : throw GraphException.Query($"Invalid value '{top}' for $top query option found. The $top query option requires a value from 1 to 1000.");
    }

    public static Task WriteAsync<T>(GraphCall call, string context, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write,
        int defaultSize = DefaultSize, bool isEndless = false)
    {
        var top = Top(call, defaultSize);
        var skip = 0;
        if (call.Option("$skip") is { } text && (!int.TryParse(text, CultureInfo.InvariantCulture, out skip) || skip < 0))
            throw GraphException.Query($"Invalid value '{text}' for $skip query option found.");
        return call.WriteAsync(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", call.Metadata + context);
            if (string.Equals(call.Option("$count"), "true", StringComparison.OrdinalIgnoreCase))
                json.WriteNumber("@odata.count", all.Count);
            json.WriteStartArray("value");
            for (var i = skip; i < Math.Min(all.Count, skip + top); i++)
                write(json, all[i]);
            json.WriteEndArray();
            // The same page again, under a link that nobody has seen before.
            if (isEndless)
                json.WriteString("@odata.nextLink", Link(call, "$skiptoken", Guid.NewGuid().ToString("N")));
            else if (skip + top < all.Count)
                json.WriteString("@odata.nextLink", Link(call, "$skip", (skip + top).ToString(CultureInfo.InvariantCulture)));
            json.WriteEndObject();
        });
    }

    /// <summary>The request's own address with one query option replaced.</summary>
    public static string Link(GraphCall call, string option, string value)
    {
        var link = new StringBuilder(call.BaseUrl).Append(call.Http.Request.PathBase).Append(call.Http.Request.Path.ToUriComponent());
        var separator = '?';
        foreach (var (name, values) in call.Http.Request.Query)
        {
            if (string.Equals(name, option, StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var each in values)
            {
                link.Append(separator).Append(name.Replace("%24", "$", StringComparison.Ordinal)).Append('=').Append(Uri.EscapeDataString(each ?? ""));
                separator = '&';
            }
        }
        return link.Append(separator).Append(option).Append('=').Append(Uri.EscapeDataString(value)).ToString();
    }
}
