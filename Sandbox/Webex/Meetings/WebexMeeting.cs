using System.Collections.Immutable;
using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>
/// A meeting as Webex keeps it: always a series, of one occurrence when it has no recurrence. Immutable; a change is a new value.
/// </summary>
internal sealed record WebexMeeting
{
    /// <summary>32 hex digits.</summary>
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Title { get; init; }

    public string? Agenda { get; init; }

    public required string Password { get; init; }

    /// <summary>Eight digits for phones and video systems.</summary>
    public required string PhonePassword { get; init; }

    public required string HostKey { get; init; }

    public required DateTimeZone Zone { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    public string? Recurrence { get; init; }

    public required WebexPerson Host { get; init; }

    public required string Site { get; init; }

    public string ScheduledType { get; init; } = "meeting";

    public string? RoomId { get; init; }

    public bool IsAdhoc { get; init; }

    public ImmutableArray<string> IntegrationTags { get; init; } = [];

    public ImmutableArray<string> Invitees { get; init; } = [];

    public bool SendEmail { get; init; }

    /// <summary>Who created it: integration tags are hidden from other clients.</summary>
    public required string CreatorId { get; init; }

    public required Instant Created { get; init; }

    /// <summary>Changed occurrences by their original start; null is a deleted one.</summary>
    public ImmutableDictionary<Instant, WebexOccurrence?> Exceptions { get; init; } = ImmutableDictionary<Instant, WebexOccurrence?>.Empty;

    public Duration Duration => End - Start;

    public string WebLink => ScheduledType == "personalRoomMeeting"
        ? $"https://{Site}/meet/{Host.UserName}"
        : $"https://{Site}/{Site.Split('.')[0]}/j.php?MTID=m{Id}";

    public string SipAddress => ScheduledType == "personalRoomMeeting" ? $"{Host.UserName}@{Site}" : $"{Number}@{Site}";

    /// <summary>The occurrences that are still planned, in order of their original starts.</summary>
    public IEnumerable<WebexOccurrence> Occurrences()
    {
        if (Recurrence is null) return Exceptions.TryGetValue(Start, out var moved) ? OneOrNone(moved) : [Original(Start)];
        return RecurrenceRule.Parse(Recurrence, Zone)
            .Expand(Start.InZone(Zone).LocalDateTime)
            .Select(local => local.InZoneLeniently(Zone).ToInstant())
            .SelectMany(start => Exceptions.TryGetValue(start, out var changed) ? OneOrNone(changed) : [Original(start)]);
    }

    public bool HasEnded(Instant now) => !Occurrences().Any(o => o.End > now);

    private WebexOccurrence Original(Instant start) => new(start, start, start + Duration, Title, Agenda, IsModified: false);

    private static WebexOccurrence[] OneOrNone(WebexOccurrence? occurrence) => occurrence is null ? [] : [occurrence];
}
