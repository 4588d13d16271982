using System.Text.Json;

namespace HybridCalendar.Bench.Streams;

/// <summary>An alert as a panel got it.</summary>
/// <param name="DueAt">When it was due.</param>
/// <param name="At">When it came.</param>
internal sealed record PanelAlert(DateTimeOffset DueAt, DateTimeOffset At)
{
    public TimeSpan Lateness => At - DueAt;

    public static PanelAlert Read(string json, DateTimeOffset now)
    {
        using var alert = JsonDocument.Parse(json);
        return new PanelAlert(alert.RootElement.GetProperty("dueAt").GetDateTimeOffset(), now);
    }
}
