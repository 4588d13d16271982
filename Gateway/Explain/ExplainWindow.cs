using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Gateway.Explain;

/// <summary>Reads the moments of <c>--from</c> and <c>--to</c>: a date, or a date and time, with an offset or in UTC.</summary>
internal static class ExplainWindow
{
    public static Instant? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } withOffset)
            return withOffset.Value.ToInstant();
        if (LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local)
            return local.Value.InUtc().ToInstant();
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
            return date.Value.AtMidnight().InUtc().ToInstant();
        result.AddError($"'{text}' is no moment: write it as 2026-11-21T09:00:00Z.");
        return null;
    }
}
