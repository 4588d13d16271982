using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Bookings;

/// <summary>Turns a room's calendar into the list that its devices hold.</summary>
public static class BookingProjection
{
    // The device's own limits: 2,000 for a browser link, 255 for what is dialled.
    private const int MaxLink = 2000;
    private const int MaxNumber = 255;

    /// <summary>
    /// The room's meetings that overlap [now - past, now + ahead): accepted or the room's own, by setting also tentative ones, sorted
    /// by start, the same meeting at the same time once. Meetings that show the room as free are listed like others.
    /// </summary>
    /// <param name="events">The events of one room's mailbox. A series may come as its master or as its occurrences, or as both.</param>
    /// <param name="settings">What is listed and how.</param>
    /// <param name="now">The present, around which the window lies.</param>
    /// <param name="failed">Told of an event that cannot be listed, for a fault of this program: the others are. Null lets it fail all.</param>
    public static BookingList Project(IEnumerable<RoomEvent> events, BookingSettings settings, Instant now, Action<RoomEvent, Exception>? failed = null)
    {
        Instant from = now - settings.Past, to = now + settings.Ahead;
        var bookings = new List<Booking>();
        var leftOut = new List<LeftOut>();
        foreach (var roomEvent in events)
        {
            try
            {
                var rows = Rows(roomEvent, settings, from, to).ToList();
                bookings.AddRange(rows.OfType<Booking>());
                leftOut.AddRange(rows.OfType<LeftOut>());
            }
#pragma warning disable CA1031 // The caller is told.
            catch (Exception failure) when (failed is not null)
#pragma warning restore CA1031
            {
                failed(roomEvent, failure);
                leftOut.Add(new LeftOut(roomEvent.Event.Id, roomEvent.Event.ICalUId, StartOf(roomEvent.Event) ?? from, NoButtonReason.NotProcessed));
            }
        }

        return new BookingList(Distinct(bookings).Take(settings.MaxBookings).ToList(), leftOut.Distinct().ToList());
    }

    /// <summary>The id of the booking that an event which is no master becomes.</summary>
    public static string IdOf(CalendarEvent ev) => BookingIdentity.Id(ev, slot: null);

    /// <summary>A list with further bookings, of events that it left out as not processed.</summary>
    /// <param name="list">The list.</param>
    /// <param name="kept">Bookings of an earlier list.</param>
    /// <param name="settings">As for <see cref="Project"/>.</param>
    public static BookingList Keep(BookingList list, IReadOnlyCollection<Booking> kept, BookingSettings settings)
    {
        var events = kept.Select(booking => booking.EventId).ToHashSet();
        return new BookingList(
            Distinct([.. list.Bookings, .. kept]).Take(settings.MaxBookings).ToList(), [.. list.LeftOut.Where(left => !events.Contains(left.EventId))]);
    }

    /// <summary>As near as can be told of an event that cannot be processed.</summary>
    private static Instant? StartOf(CalendarEvent ev) => ev.Start is { } start && EventTimes.IsUsable(start)
        ? TimeZones.ToInstant(start.Local, TimeZones.Find(start.Zone) ?? DateTimeZone.Utc)
        : null;

    /// <summary>Each is a <see cref="Booking"/> or a <see cref="LeftOut"/>.</summary>
    private static IEnumerable<object> Rows(RoomEvent roomEvent, BookingSettings settings, Instant from, Instant to)
    {
        // A series is judged occurrence by occurrence: the room may have declined one of them only.
        foreach (var occurrence in Occurrences.Of(roomEvent.Event with { IsCancelled = false }, from, to, settings.MaxBookings, WindowRule.Overlaps).Items)
        {
            yield return WhyLeftOut(roomEvent.Event, occurrence.Event, settings) is { } reason
                ? new LeftOut(occurrence.Event.Id, occurrence.Event.ICalUId, occurrence.Start, reason)
                : ToBooking(roomEvent, occurrence, settings);
        }
    }

    private static NoButtonReason? WhyLeftOut(CalendarEvent ev, CalendarEvent occurrence, BookingSettings settings)
    {
        if (ev.IsCancelled || occurrence.IsCancelled) return NoButtonReason.Cancelled;
        if (ev.IsOrganizer || occurrence.IsOrganizer) return null;
        // An exception without an answer of its own was carried along by the answer to the series.
        return (occurrence.Response == ResponseType.None ? ev.Response : occurrence.Response) switch
        {
            ResponseType.Accepted or ResponseType.Organizer => null,
            ResponseType.TentativelyAccepted => settings.ShowTentative ? null : NoButtonReason.Tentative,
            ResponseType.Declined => NoButtonReason.Declined,
            _ => NoButtonReason.NotAnswered,
        };
    }

    private static Booking ToBooking(RoomEvent roomEvent, Occurrence occurrence, BookingSettings settings)
    {
        var ev = occurrence.Event;
        var person = ev.Organizer ?? roomEvent.Event.Organizer;
        var isPrivate = ev.Sensitivity is Sensitivity.Private or Sensitivity.Confidential;
        var organizer = OrganizerName(person);
        var title = BookingText.Fit(ev.Subject);
        var masked = settings.Masking == TitleMasking.All || (settings.Masking == TitleMasking.Private && isPrivate);
        var target = roomEvent.TargetOf(ev);
        var refused = WhyNotJoinable(target);
        return new Booking
        {
            Id = BookingIdentity.Id(roomEvent.Event, occurrence.Slot),
            MeetingId = BookingIdentity.MeetingId(roomEvent.Event, occurrence.Slot),
            Title = masked || title.Length == 0 ? organizer : title,
            OrganizerName = organizer,
            OrganizerEmail = BookingText.Fit(person?.Address ?? ""),
            StartTime = occurrence.Start,
            DurationMinutes = Math.Max(1, (int)Math.Ceiling((occurrence.End - occurrence.Start).TotalMinutes)),
            StartBufferSeconds = (int)settings.StartBuffer.TotalSeconds,
            EndBufferSeconds = (int)settings.EndBuffer.TotalSeconds,
            IsPrivate = isPrivate,
            JoinTarget = refused is null ? target : null,
            NoButton = refused,
            EventId = ev.Id,
            ICalUId = ev.ICalUId ?? roomEvent.Event.ICalUId,
        };
    }

    private static string OrganizerName(Person? organizer)
    {
        var name = BookingText.Fit(organizer?.Name ?? "");
        if (name.Length > 0) return name;
        var address = BookingText.Fit(organizer?.Address ?? "");
        return address.Length > 0 ? address : "—";
    }

    private static NoButtonReason? WhyNotJoinable(JoinTarget? target) => target switch
    {
        null or { Address.Length: 0 } => NoButtonReason.NothingToJoin,
        { IsDialable: false } => NoButtonReason.LinkNotJoinable,
        { Protocol: JoinProtocol.WebRTC, Address.Length: > MaxLink } => NoButtonReason.AddressTooLong,
        { Protocol: not JoinProtocol.WebRTC, Address.Length: > MaxNumber } => NoButtonReason.AddressTooLong,
        _ => null,
    };

    /// <summary>
    /// Of copies of one meeting at one time, the one with a button stays. Different times under one identity are different rows,
    /// and a device must not be given two rows of one id.
    /// </summary>
    private static IEnumerable<Booking> Distinct(List<Booking> bookings)
    {
        var ids = new HashSet<string>();
        return bookings
            .OrderBy(booking => booking.StartTime).ThenBy(booking => booking.JoinTarget is null).ThenBy(booking => booking.EventId, StringComparer.Ordinal)
            .DistinctBy(booking => (booking.ICalUId ?? booking.EventId, booking.StartTime))
            .OrderBy(booking => booking.StartTime).ThenBy(booking => booking.EndTime).ThenBy(booking => booking.Id, StringComparer.Ordinal)
            .Select(booking => ids.Add(booking.Id) ? booking : booking with { Id = BookingIdentity.Hash($"{booking.Id} {booking.StartTime}") });
    }
}
