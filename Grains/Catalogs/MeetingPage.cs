namespace HybridCalendar.Grains.Catalogs;

/// <summary>A part of a list of meetings.</summary>
/// <param name="Rows">Each with the occurrence that was looked for as its next, in their order.</param>
/// <param name="End">Where the next page begins; null when there are no more.</param>
public sealed record MeetingPage(IReadOnlyList<MeetingRow> Rows, MeetingPlace? End)
{
    /// <summary>Whether series that are next before the time that was asked for stand behind everything else.</summary>
    public bool HasSeriesLast { get; init; }
}
