using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Clients.Webex;

/// <summary>A Webex meeting made for one calendar meeting or series.</summary>
public sealed record OneTimeMeetingRequest
{
    /// <summary>Cut to the 128 characters that Webex accepts.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// Webex makes no meeting in the past: a single meeting that has begun is made to start now. For a series give the first
    /// occurrence that is still to come.
    /// </summary>
    public required Instant Start { get; init; }

    /// <summary>The earliest start with which this meeting was asked for before, if it was: it is looked for from there on.</summary>
    public Instant? AskedFrom { get; init; }

    /// <summary>The latest start with which it was asked for before.</summary>
    public Instant? AskedTo { get; init; }

    /// <summary>Exclusive. Webex accepts 10 minutes to 23 h 59 min: what is shorter or longer is stretched or cut.</summary>
    public required Instant End { get; init; }

    /// <summary>
    /// When the last occurrence ends, moved ones as they are; null for a series without end. Nobody can join what is over: a series goes on until
    /// then, and a single meeting that was cut takes place on each of its days.
    /// </summary>
    public Instant? LastEnd { get; init; }

    /// <summary>IANA name of the zone whose wall time a series keeps.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The scheduler, who becomes the host.</summary>
    public required string HostEmail { get; init; }

    /// <summary>Host name of the Webex site; null takes the one that the host prefers in Webex.</summary>
    public string? SiteUrl { get; init; }

    /// <summary>Host name of the site for a host who prefers none; null takes the one of the options.</summary>
    public string? DefaultSiteUrl { get; init; }

    /// <summary>
    /// RFC 5545 rule without <c>RRULE:</c>, null for a single meeting. Fitted into what Webex takes: see <see cref="WebexRecurrence"/>.
    /// </summary>
    public string? Recurrence { get; init; }

    /// <summary>Unique per calendar meeting, 1 to 64 characters; finds the meeting again.</summary>
    public required string IntegrationTag { get; init; }
}
