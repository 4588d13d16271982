using System.Globalization;

namespace HybridCalendar.Bench.Pages;

/// <summary>How long a page or list took, in milliseconds.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="P50">Half of the calls took no longer.</param>
/// <param name="P95">95 of 100 took no longer.</param>
/// <param name="Max">None took longer.</param>
/// <param name="Bytes">The largest answer.</param>
internal sealed record PageResult(string Name, double P50, double P95, double Max, long Bytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:0.0} ms, p95 {P95:0.0} ms, max {Max:0.0} ms, {Bytes} bytes");
}
