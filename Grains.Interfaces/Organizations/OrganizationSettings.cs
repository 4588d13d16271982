using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Grains.Organizations;

/// <summary>An organization's settings. Defaults are those of the product's documentation.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.organization-settings")]
public sealed record OrganizationSettings
{
    /// <summary>Grows with each change; an update must carry the version that it was made from.</summary>
    [Id(0)] public int Version { get; init; }

    /// <summary>What <c>@webex</c> does without a modifier.</summary>
    [Id(1)] public KeywordAction WebexAction { get; init; } = KeywordAction.PersonalRoom;

    /// <summary>What <c>@meet</c> does without a modifier.</summary>
    [Id(2)] public KeywordAction MeetAction { get; init; } = KeywordAction.Space;

    /// <summary>The Webex site of users who prefer none, such as <c>company.webex.com</c>; null lets Webex decide.</summary>
    [Id(3)] public string? DefaultSite { get; init; }

    /// <summary>How long before the start devices show Join: 0 to 180 minutes.</summary>
    [Id(4)] public int StartBufferMinutes { get; init; } = 5;

    /// <summary>How long after the end Join stays: 0 to 180 minutes.</summary>
    [Id(5)] public int EndBufferMinutes { get; init; }

    /// <summary>How many days ahead devices hold bookings: 1 to 365.</summary>
    [Id(6)] public int DeviceDays { get; init; } = 31;

    /// <summary>Whether devices also show meetings that the room has not answered for good.</summary>
    [Id(7)] public bool ShowTentative { get; init; } = true;

    /// <summary>Language of the join block when the scheduler's mailbox tells none that we write: <c>en</c> or <c>bg</c>.</summary>
    [Id(8)] public string DefaultLanguage { get; init; } = "en";

    /// <summary>A language that replaces everybody's own, or null.</summary>
    [Id(9)] public string? ForcedLanguage { get; init; }

    /// <summary>Header and footer of the join block by language.</summary>
    [Id(10)] public ImmutableDictionary<string, BlockText> BlockTexts { get; init; } = ImmutableDictionary<string, BlockText>.Empty;

    /// <summary>Whose titles are replaced on devices by the organizer's name.</summary>
    [Id(11)] public TitleMasking TitleMasking { get; init; } = TitleMasking.Private;

    /// <summary>Keywords of meetings that start within so many calendar months are processed at once: 1 to 59 (Graph lists five years at once); null for no limit. Another number counts for meetings that wait within an hour and a reconcile period.</summary>
    [Id(12)] public int? HorizonMonths { get; init; } = 5;

    /// <summary>
    /// A daily pass takes up those that have come within so many months: not less than <see cref="HorizonMonths"/>. Without a limit
    /// there this has no meaning; null processes everything with the next pass.
    /// </summary>
    [Id(13)] public int? DailyHorizonMonths { get; init; } = 6;

    /// <summary>All headers and footers of the join block: what in an invitation is the organization's text and nobody's words.</summary>
    public IEnumerable<string> CustomTexts() => BlockTexts.Values.SelectMany(text => new[] { text.Header, text.Footer });
}
