using System.Text.Json;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Testing;

/// <summary>A conference or an instance of a series as TMS's own list shows it.</summary>
internal sealed record Held(string Title, Instant Start, Instant End, string Status, string Key, string DetachedFrom, string ExternalService, string Address, IReadOnlyList<int> Systems, string Owner)
{
    public static Held Of(JsonElement row) => new(
        row.GetProperty("title").GetString()!,
        Instant.FromDateTimeOffset(row.GetProperty("start").GetDateTimeOffset()),
        Instant.FromDateTimeOffset(row.GetProperty("end").GetDateTimeOffset()),
        row.GetProperty("status").GetString()!,
        row.GetProperty("key").GetString()!,
        row.GetProperty("detachedFromKey").GetString()!,
        row.GetProperty("externalService").GetString()!,
        row.GetProperty("address").GetString()!,
        [.. row.GetProperty("systems").EnumerateArray().Select(id => id.GetInt32())],
        row.GetProperty("owner").GetString()!);
}
