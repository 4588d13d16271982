using System.Globalization;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Where a page of meetings ends.</summary>
/// <param name="Next">The last one's next start as the catalog has it, UTC milliseconds since 1970.</param>
/// <param name="ICalUId">Its id.</param>
public sealed record MeetingPlace(long Next, string ICalUId)
{
    private const char SeriesMark = 's';

    /// <summary>Before all others.</summary>
    public static readonly MeetingPlace Begin = new(long.MinValue, "");

    /// <summary>Before the series that were next before the time that is asked for, and after all else.</summary>
    public static readonly MeetingPlace BeginOfSeries = new(long.MinValue, "") { IsOfSeries = true };

    /// <summary>Whether only those series are left.</summary>
    public bool IsOfSeries { get; init; }

    /// <returns>Null for a text that <see cref="ToString"/> did not write.</returns>
    public static MeetingPlace? Read(string text) =>
        text.Split('~', 2) is [var next, var id] && long.TryParse(next.TrimStart(SeriesMark), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            ? new MeetingPlace(time, id) { IsOfSeries = next[0] == SeriesMark }
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsOfSeries ? SeriesMark : null)}{Next}~{ICalUId}");
}
