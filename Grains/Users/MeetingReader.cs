using System.Collections.Immutable;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Grains.Series;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Grains.Users;

/// <summary>Reads out of an organizer's event what its series grain needs to know.</summary>
public static class MeetingReader
{
    /// <summary>Bounds what is stored of a series that is changed every day for years: first what is over is left out, then what is far ahead.</summary>
    private const int MaxExceptions = MeetingSighting.MostExceptions;
    private static readonly Instant s_longAgo = Instant.FromUtc(1900, 1, 1, 0, 0);

    /// <summary>
    /// Reads a meeting, or a series with its exceptions. An exception is read as a meeting would be: the keyword in its location
    /// counts, else its own link. Where it says nothing, or the same as the series, the series' word stands.
    /// </summary>
    /// <param name="seen">The organizer's copy, with its exceptions when it is a series.</param>
    /// <param name="reading">What the organization's rules are, and when it is.</param>
    public static SeriesReading Read(CalendarEvent seen, MeetingReading reading)
    {
        var series = ReadOne(seen, reading);
        var exceptions = seen.ExceptionOccurrences
            .Where(exception => exception is { IsCancelled: false, Id.Length: > 0 })
            .Select(exception => (Event: exception, Sighting: ReadOccurrence(exception, series, reading)))
            .OrderBy(exception => exception.Sighting.End < reading.Now.ToDateTimeOffset())
            .ThenBy(exception => (exception.Sighting.End - reading.Now.ToDateTimeOffset()).Duration())
            .Take(MaxExceptions)
            .OrderBy(exception => Slot(exception.Event, exception.Sighting))
            .ToList();
        var sharedRooms = exceptions.Where(exception => !IsOwn(exception.Sighting, series)).SelectMany(exception => exception.Sighting.Rooms);
        var whole = series with
        {
            Rooms = [.. series.Rooms.Union(sharedRooms).Order(StringComparer.Ordinal)],
            OccurrenceRooms = [.. sharedRooms.Except(series.Rooms).Order(StringComparer.Ordinal)],
            ExceptionsKnownUntil = seen.LacksExceptions ? (reading.Now + CalendarSlices.Length).ToDateTimeOffset() : null,
            Exceptions = [.. exceptions.Select(exception => Describe(exception.Event, exception.Sighting, series))],
            Cancelled = Cancelled(seen, reading),
        };
        return new SeriesReading(whole, [.. exceptions.Select(exception => IsOwn(exception.Sighting, series) ? exception.Sighting : WithoutWish(exception.Sighting))]);
    }

    /// <summary>Those of an event's people whom only the catalog can tell from rooms: addresses in lower case.</summary>
    public static IReadOnlyCollection<string> InvitedPeople(CalendarEvent seen) =>
    [
        .. seen.ExceptionOccurrences.Prepend(seen).SelectMany(one => Addresses(one, attendee => attendee.Type != AttendeeType.Resource)).Distinct(),
    ];

    /// <summary>Where there are too many, days to come and days nearby are kept.</summary>
    private static ImmutableArray<string> Cancelled(CalendarEvent seen, MeetingReading reading)
    {
        var today = LocalDatePattern.Iso.Format(reading.Now.InUtc().Date.PlusDays(-1));
        var days = seen.CancelledOccurrences.Select(id => id[(id.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal).ToLookup(day => string.CompareOrdinal(day, today) >= 0);
        return [.. days[true].Concat(days[false].Reverse()).Take(MaxExceptions).Order(StringComparer.Ordinal)];
    }

    private static MeetingSighting ReadOne(CalendarEvent seen, MeetingReading reading)
    {
        var keyword = KeywordFinder.Find(seen.Location);
        // Times of the pattern: what Webex repeats must not begin at the time of an occurrence that was moved.
        var pattern = seen with { ExceptionOccurrences = [], CancelledOccurrences = [] };
        var first = Occurrences.First(pattern, s_longAgo);
        var next = Occurrences.First(pattern, reading.Now);
        // Our own block must not be taken for the scheduler's link: it is gone when the keyword is.
        var ownText = seen with { Body = JoinBlock.Remove(seen.Body, reading.CustomTexts) };
        return new MeetingSighting
        {
            ICalUId = seen.ICalUId ?? "",
            Organizer = seen.Organizer?.Address ?? "",
            OrganizerName = seen.Organizer?.Name ?? "",
            EventId = seen.Id,
            Subject = seen.Subject,
            IsPrivate = seen.Sensitivity is Sensitivity.Private or Sensitivity.Confidential,
            Start = first?.Start.ToDateTimeOffset() ?? default,
            End = first?.End.ToDateTimeOffset() ?? default,
            TimeZone = (TimeZones.Find(seen.Recurrence?.Range.RecurrenceTimeZone) ?? TimeZones.Find(seen.OriginalStartTimeZone)
                ?? TimeZones.Find(seen.Start.Zone) ?? DateTimeZone.Utc).Id,
            NextStart = next?.Start.ToDateTimeOffset(),
            IsRecurring = seen.Recurrence is not null,
            LastEnd = Occurrences.LastEnd(seen)?.ToDateTimeOffset(),
            Recurrence = RRule.Write(seen),
            Keyword = keyword?.Keyword,
            Modifier = keyword?.Modifier ?? KeywordModifier.None,
            Invitees = Addresses(seen, attendee => !IsRoom(attendee, reading)),
            Rooms = Addresses(seen, attendee => IsRoom(attendee, reading)),
            Found = FoundTarget.From(JoinTargetFinder.Find(ownText, reading.Rules).Target),
            HasJoinBlock = JoinBlock.IsPresent(seen.Body),
            HasText = InvitationText.IsPresent(ownText.Body),
            Declined = Addresses(seen, attendee => attendee.Response == ResponseType.Declined && IsRoom(attendee, reading)),
            Fingerprint = JoinBlock.Fingerprint(seen.Body),
        };
    }

    private static bool IsRoom(Attendee attendee, MeetingReading reading) =>
        attendee.Type == AttendeeType.Resource || reading.Rooms.Contains(GrainKeys.Normalize(attendee.Address));

    private static MeetingSighting ReadOccurrence(CalendarEvent exception, MeetingSighting series, MeetingReading reading)
    {
        var seen = ReadOne(exception, reading) with { Organizer = series.Organizer, OrganizerName = series.OrganizerName, ICalUId = MeetingUId.OfOccurrence(exception, series.ICalUId) };
        return seen with { IsRecurring = false, Recurrence = null };
    }

    private static bool IsOwn(MeetingSighting exception, MeetingSighting series) => exception.Keyword is not null
        ? (exception.Keyword, exception.Modifier) != (series.Keyword, series.Modifier)
        : exception.Found is { } found && found.Address != series.Found?.Address;

    /// <summary>It asks for nothing of its own, and its join block is the series' business.</summary>
    private static MeetingSighting WithoutWish(MeetingSighting exception) => exception with
    {
        Keyword = null,
        Modifier = KeywordModifier.None,
        Found = null,
        HasJoinBlock = false,
        Fingerprint = null,
        IsOfSeries = true,
    };

    private static OccurrenceSighting Describe(CalendarEvent exception, MeetingSighting seen, MeetingSighting series) => new(
        exception.Id, Slot(exception, seen), seen.Start, seen.End, IsOwn(seen, series), seen.HasJoinBlock, seen.Fingerprint)
    {
        Declined = [.. seen.Declined.Except(series.Declined)],
        Without = [.. series.Rooms.Except(seen.Rooms)],
        Subject = seen.Subject,
        IsPrivate = seen.IsPrivate,
        Rooms = [.. seen.Rooms.Except(seen.Declined)],
    };

    private static DateTimeOffset Slot(CalendarEvent exception, MeetingSighting seen) => exception.OriginalStart?.ToDateTimeOffset() ?? seen.Start;

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
