using System.Globalization;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Where a page of meetings ends.</summary>
/// <param name="Next">The last one's next start as the catalog has it, UTC milliseconds since 1970.</param>
/// <param name="ICalUId">Its id.</param>
public sealed record MeetingPlace(long Next, string ICalUId)
{
    /// <summary>Before all others.</summary>
    public static readonly MeetingPlace Begin = new(long.MinValue, "");

    /// <returns>Null for a text that <see cref="ToString"/> did not write.</returns>
    public static MeetingPlace? Read(string text) =>
        text.Split('~', 2) is [var next, var id] && long.TryParse(next, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            ? new MeetingPlace(time, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Next}~{ICalUId}");
}
