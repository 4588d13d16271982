using System.Collections.Immutable;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <summary>Reads out of an organizer's event what its series grain needs to know.</summary>
public static class MeetingReader
{
    private static readonly Instant s_longAgo = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant s_farAhead = Instant.FromUtc(2200, 1, 1, 0, 0);

    public static MeetingSighting Read(CalendarEvent seen, JoinRuleSet rules, Instant now)
    {
        var keyword = KeywordFinder.Find(seen.Location);
        var first = Occurrences.Of(seen, s_longAgo, s_farAhead, max: 1).Items is [var one, ..] ? one : null;
        var next = Occurrences.Of(seen, now, s_farAhead, max: 1).Items is [var upcoming, ..] ? upcoming : null;
        // Our own block must not be taken for the scheduler's link: it is gone when the keyword is.
        var ownText = seen with { Body = JoinBlock.Remove(seen.Body) };
        return new MeetingSighting
        {
            ICalUId = seen.ICalUId ?? "",
            Organizer = seen.Organizer?.Address ?? "",
            EventId = seen.Id,
            Subject = seen.Subject,
            Start = first?.Start.ToDateTimeOffset() ?? default,
            End = first?.End.ToDateTimeOffset() ?? default,
            TimeZone = (TimeZones.Find(seen.OriginalStartTimeZone) ?? TimeZones.Find(seen.Start.Zone) ?? DateTimeZone.Utc).Id,
            NextStart = next?.Start.ToDateTimeOffset(),
            IsRecurring = seen.Recurrence is not null,
            LastEnd = Occurrences.LastEnd(seen)?.ToDateTimeOffset(),
            Recurrence = seen.Recurrence is { } rule ? RRule.Write(rule, seen.Start.Local) : null,
            Keyword = keyword?.Keyword,
            Modifier = keyword?.Modifier ?? KeywordModifier.None,
            Invitees = Addresses(seen, attendee => attendee.Type != AttendeeType.Resource),
            Rooms = Addresses(seen, attendee => attendee.Type == AttendeeType.Resource),
            Found = FoundTarget.From(JoinTargetFinder.Find(ownText, rules).Target),
            Marker = string.IsNullOrEmpty(seen.Marker) ? null : seen.Marker,
            HasJoinBlock = JoinBlock.IsPresent(seen.Body),
            HasText = InvitationText.IsPresent(ownText.Body),
            Declined = Addresses(seen, attendee => attendee is { Type: AttendeeType.Resource, Response: ResponseType.Declined }),
        };
    }

    private static ImmutableArray<string> Addresses(CalendarEvent seen, Func<Attendee, bool> which) =>
    [
        .. seen.Attendees
            .Where(attendee => which(attendee) && attendee.Address.Length > 0)
            .Select(attendee => GrainKeys.Normalize(attendee.Address))
            .Where(address => address != GrainKeys.Normalize(seen.Organizer?.Address ?? ""))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
