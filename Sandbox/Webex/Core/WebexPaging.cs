using System.Globalization;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Cuts a list by <c>max</c> and an offset, and links the next page as RFC 5988 does.</summary>
internal static class WebexPaging
{
    public static IResult Page<T>(HttpContext context, IEnumerable<T> all, int defaultMax, string offsetName = "cursor")
    {
        var max = Number(context, "max", defaultMax, 1);
        var start = Number(context, offsetName, 0, 0);
        var items = all.Skip(start).Take(max + 1).ToList();
        if (items.Count > max)
        {
            items.RemoveAt(max);
            var query = QueryString.Create(context.Request.Query
                .Where(q => q.Key != offsetName)
                .Append(new(offsetName, (start + max).ToString(CultureInfo.InvariantCulture))));
            context.Response.Headers.Link = $"<{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}{query}>; rel=\"next\"";
        }
        return WebexJson.Ok(new { items });
    }

    private static int Number(HttpContext context, string name, int fallback, int min)
    {
        var text = context.Request.Query[name].ToString();
        if (text.Length == 0) return fallback;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < min)
            throw WebexProblem.BadRequest($"{name} must be an integer of at least {min}.");
        return number;
    }
}
