using System.Globalization;

namespace HybridCalendar.Bench.Pages;

/// <summary>How long an import of users took, in seconds.</summary>
/// <param name="Check">Until it was known what would change.</param>
/// <param name="Apply">Until all of it was set.</param>
internal sealed record ImportTimes(double Check, double Apply)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"checked in {Check:0.0} s, applied in {Apply:0.0} s");
}
