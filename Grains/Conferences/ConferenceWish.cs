using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Conferences;

/// <summary>What a meeting wants of TMS now. Pure.</summary>
internal static class ConferenceWish
{
    /// <summary>People who dial in besides the rooms; a bridge alone needs two.</summary>
    private const int LeastDialIns = 2;
    private const int MostDialIns = 100;

    private static readonly Duration s_keep = Duration.FromDays(1);

    /// <returns>
    /// Whether it is known what is wanted (join details may be on their way), and the request without an id; null for nothing.
    /// </returns>
    public static (bool IsKnown, ConferenceRequest? Request) Of(SeriesState state, DateTimeOffset now)
    {
        if (state.Sighting is not { } seen || SeriesLife.IsPast(state, now))
            return (false, null);
        if (state.Progress.IsRemoved || seen.LastEnd <= now || seen.IsOfSeries)
            return (true, null);
        if (state.Progress.Action == KeywordAction.Tms)
            return (true, Describe(state, seen) with { DialInPlaces = Math.Clamp(seen.Invitees.Length + 1, LeastDialIns, MostDialIns) });
        // Beyond the horizon it is not known yet what is to be dialled.
        var hasSystems = state.TmsSystems.Count > 0 || state.TmsOccurrences.Any(occurrence => occurrence.Systems.Count > 0);
        if (!hasSystems || (seen.Keyword is not null && seen.TakeUpAt is not null))
            return (true, null);
        return SeriesAnswers.Join(state).State == SeriesJoinState.Pending ? (false, null) : (true, Describe(state, seen) with { ExternalAddress = Address(state) });
    }

    /// <summary>What is sent to have all that TMS holds taken back.</summary>
    public static ConferenceRequest Cancel(SeriesState state) => Describe(state, state.Sighting!) with { Kind = ConferenceRequestKind.Cancel };

    /// <summary>Two requests that ask for the same have the same digest, whatever TMS holds already.</summary>
    public static string Digest(ConferenceRequest request) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(ConferenceJson.Write(request with { RequestId = "", Kept = [], Parts = [] }))).AsSpan(0, 16));

    /// <summary>
    /// Instances that must stay as they are: those that ran when the meeting was edited, and those that TMS told of.
    /// </summary>
    /// <param name="state">The series.</param>
    /// <param name="request">In whose zone slots are dates.</param>
    /// <param name="last">What TMS told last; it keeps nothing of what it was never asked for.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<KeptInstance> Kept(SeriesState state, ConferenceRequest request, ConferenceAnswer? last, DateTimeOffset now)
    {
        if (request.Recurrence is null || last is null)
            return last?.Kept ?? [];
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(request.Zone) ?? DateTimeZone.Utc;
        var known = last.Kept.Select(one => one.Slot).ToHashSet();
        var active = state.ActiveInstances
            .Select(one => new KeptInstance(Instant.FromDateTimeOffset(one.Slot).InZone(zone).Date, Instant.FromDateTimeOffset(one.Start), Instant.FromDateTimeOffset(one.End)))
            .Where(one => !known.Contains(one.Slot));
        return [.. last.Kept.Concat(active).Where(one => one.Start + s_keep > Instant.FromDateTimeOffset(now))];
    }

    private static ConferenceRequest Describe(SeriesState state, MeetingSighting seen) => new ConferenceRequest
    {
        RequestId = "",
        Kind = ConferenceRequestKind.Book,
        MeetingId = SeriesDigest.Tag(seen.ICalUId),
        Title = Title(state, seen, seen.Subject, seen.IsPrivate),
        IsPrivate = seen.IsPrivate,
        // A mailbox tells no zone until it is read again, as after an upgrade.
        // TMS makes a user of an owner whom it does not know: not of people from outside.
        Owner = seen.IsOfRoom ? null : new ConferenceOwner(seen.Organizer, seen.OrganizerName, seen.MailboxZone.Length > 0 ? seen.MailboxZone : seen.TimeZone),
        Language = seen.Language == "bg" ? "bg-BG" : "en-US",
        Rooms = state.TmsSystems,
    }.WithTimesOf(SightingTimes.Event(seen)).WithOccurrencesOf(state, seen);

    /// <summary>What occurrences have of their own. One with a keyword or link of its own is a meeting of its own, in TMS too.</summary>
    private static ConferenceRequest WithOccurrencesOf(this ConferenceRequest request, SeriesState state, MeetingSighting seen)
    {
        if (request.Recurrence is null)
            return request;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(request.Zone) ?? DateTimeZone.Utc;
        var occurrences = seen.Exceptions.GroupBy(one => DateOf(one.Slot, zone)).ToDictionary(same => same.Key, same => same.Last());
        var systems = state.TmsOccurrences.GroupBy(one => DateOf(one.Slot, zone)).ToDictionary(same => same.Key, same => same.Last().Systems);
        return request with
        {
            Exceptions = [.. request.Exceptions.Where(exception => occurrences.TryGetValue(exception.Slot, out var seenAs) && !seenAs.IsOwn).Select(exception => exception with
            {
                Title = OwnTitle(state, seen, occurrences[exception.Slot], request.Title),
                Rooms = systems.GetValueOrDefault(exception.Slot),
            })],
            Cancellations = [.. request.Cancellations, .. occurrences.Where(one => one.Value.IsOwn).Select(one => one.Key).Order()],
        };
    }

    private static LocalDate DateOf(DateTimeOffset slot, DateTimeZone zone) => Instant.FromDateTimeOffset(slot).InZone(zone).Date;

    private static string? OwnTitle(SeriesState state, MeetingSighting seen, OccurrenceSighting occurrence, string title)
    {
        var own = Title(state, seen, occurrence.Subject, occurrence.IsPrivate || seen.IsPrivate);
        return occurrence.Subject.Length == 0 || own == title ? null : own;
    }

    /// <summary>As devices that are told by the cloud show it: TMS tells its devices every title that it knows.</summary>
    private static string Title(SeriesState state, MeetingSighting seen, string subject, bool isPrivate)
    {
        var isHidden = state.Masking == TitleMasking.All || (state.Masking == TitleMasking.Private && isPrivate);
        return !isHidden ? subject : seen.OrganizerName.Length > 0 ? seen.OrganizerName : seen.Organizer;
    }

    /// <summary>What TMS's bridges and devices can dial; nothing for a link that only a browser opens.</summary>
    private static string Address(SeriesState state) => SeriesAnswers.Join(state).Target is { Protocol: JoinProtocol.SIP or JoinProtocol.H323 } target ? target.Address : "";
}
