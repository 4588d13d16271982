using System.Globalization;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Invitations;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Says how a request ended. No text holds anything of the meeting.</summary>
internal static class Answers
{
    /// <summary>TMS is down or slow, or another meeting is about to leave a room: soon again.</summary>
    private static readonly Duration s_soon = Duration.FromMinutes(2);

    /// <summary>A port or a room may become free, and what TMS still does may be done.</summary>
    private static readonly Duration s_later = Duration.FromMinutes(15);

    private static readonly Duration s_longest = Duration.FromHours(6);

    /// <summary>An administrator has to mend TMS, which nobody tells us.</summary>
    private static readonly Duration s_mended = Duration.FromHours(1);

    private const string RunsOn = "The instance that runs stays in TMS until it ends.";

    /// <summary>TMS holds nothing of the meeting that is still to come.</summary>
    /// <param name="request">The request.</param>
    /// <param name="running">What runs on to its end.</param>
    public static ConferenceAnswer Cancelled(ConferenceRequest request, IReadOnlyList<KeptInstance> running) => new()
    {
        RequestId = request.RequestId,
        Outcome = ConferenceOutcome.Cancelled,
        Text = running.Count > 0 ? RunsOn : "",
        Kept = running,
    };

    public static ConferenceAnswer Of(ConferenceRequest request, TmsException refused, Instant now)
    {
        var wait = refused.Reason switch
        {
            _ when refused.MayBeUnderWay => s_later,
            _ when refused.IsTransient => s_soon,
            ConferenceReason.Conflict or ConferenceReason.NoPorts => s_later,
            ConferenceReason.Unreachable or ConferenceReason.Certificate or ConferenceReason.SignIn or ConferenceReason.NoAccess or ConferenceReason.TooOld
                or ConferenceReason.Licence or ConferenceReason.Active or ConferenceReason.RoomUnknown or ConferenceReason.RoomNotAllowed => s_mended,
            ConferenceReason.BookingWindow => Duration.FromDays(1),
            _ => (Duration?)null,
        };
        return Failure(request with { Parts = WithSaved(request.Parts, refused.Saved) }, refused.Reason, refused.Message, now + wait);
    }

    /// <summary>What is known of the parts, and what was saved since.</summary>
    public static IReadOnlyList<ConferencePart> WithSaved(IReadOnlyList<ConferencePart> known, IReadOnlyList<ConferencePart> saved) =>
        [.. known.Where(part => saved.All(newer => newer.Number != part.Number)), .. saved];

    /// <summary>TMS holds the meeting without rooms that it refuses.</summary>
    /// <param name="answer">What it told of the meeting without them.</param>
    /// <param name="rooms">Their TMS systems.</param>
    /// <param name="refused">Why they are not there.</param>
    /// <param name="now">The present.</param>
    public static ConferenceAnswer WithoutRooms(ConferenceAnswer answer, IReadOnlyList<long> rooms, TmsException refused, Instant now)
    {
        // Where licences are short TMS raises a ticket each time that it is asked.
        var again = now + (refused.Reason == ConferenceReason.RoomNotAllowed ? Duration.FromDays(1) : s_mended);
        return answer with
        {
            Outcome = ConferenceOutcome.RetryLater,
            Reason = refused.Reason,
            Text = string.Create(CultureInfo.InvariantCulture, $"TMS holds the meeting without {Systems(rooms)}: {refused.Message}{(answer.Text.Length > 0 ? " " : "")}{answer.Text}"),
            // From when on another part's address holds.
            AskAgainAt = answer.AskAgainAt < again ? answer.AskAgainAt : again,
        };
    }

    /// <summary>The answer with something more for the meeting's timeline.</summary>
    public static ConferenceAnswer WithNote(ConferenceAnswer answer, string note) => answer with { Notes = [.. answer.Notes, note] };

    /// <summary>Names TMS systems by their ids.</summary>
    public static string Systems(IReadOnlyList<long> rooms) =>
        (rooms.Count == 1 ? "the system " : "the systems ") + string.Join(", ", rooms.Select(room => room.ToString(CultureInfo.InvariantCulture)));

    public static ConferenceAnswer Failure(ConferenceRequest request, ConferenceReason reason, string text, Instant? again) => new()
    {
        RequestId = request.RequestId,
        Outcome = again is null ? ConferenceOutcome.Refused : ConferenceOutcome.RetryLater,
        Reason = reason,
        Text = text,
        Parts = request.Parts,
        Kept = request.Kept,
        AskAgainAt = again,
    };

    /// <param name="request">The request, with the instances that stay as they are.</param>
    /// <param name="plan">What was planned.</param>
    /// <param name="parts">What TMS holds, the one whose instance runs or comes next first.</param>
    /// <param name="staysUntil">When what runs on as a part that was not planned ends, whose address holds until then; null when nothing does.</param>
    /// <param name="defects">What TMS holds but will not start.</param>
    /// <param name="now">The present.</param>
    /// <param name="window">How far ahead it was planned.</param>
    public static ConferenceAnswer Booked(
        ConferenceRequest request, ConferencePlan plan, IReadOnlyList<ConferencePart> parts, Instant? staysUntil, Defects defects, Instant now, Duration window)
    {
        if (parts.Count == 0)
            return Nothing(request, plan, now, window);
        var again = plan.PlanAgainAt(now, window);
        // Nothing that comes next: its address goes with it.
        var isLast = parts.Count == 1 && plan.NextStart is null;
        if (!isLast && staysUntil is not null && (again is null || staysUntil < again))
            again = staysUntil;
        return new ConferenceAnswer
        {
            RequestId = request.RequestId,
            Outcome = defects.Count == 0 ? ConferenceOutcome.Booked : ConferenceOutcome.RetryLater,
            Reason = defects.Reason,
            Text = Text(defects),
            Parts = parts,
            Kept = request.Kept,
            Join = parts[0].Join,
            AskAgainAt = defects.Count == 0 ? again : now + (defects.IsOurs ? s_soon : Patience(defects.First - now)),
        };
    }

    public static IEnumerable<ConferencePart> Parts(ConferenceRequest request, TmsOptions options, IEnumerable<BookedPart> booked)
    {
        var phones = Phones(options);
        // What is hosted elsewhere is joined by the other service's details.
        return booked.Select(one => new ConferencePart(one.Part.Number, one.Conference.Id, one.Part.First, one.Part.Last, one.Part.Until,
            request.ExternalAddress.Length > 0 ? null : JoinReader.Read(one.Conference, phones)) { Systems = SystemsOf(request, one) });
    }

    /// <summary>Of a single conference TMS tells them itself.</summary>
    private static IReadOnlyList<long>? SystemsOf(ConferenceRequest request, BookedPart booked)
    {
        var known = request.Parts.FirstOrDefault(part => part.Number == booked.Part.Number)?.Systems ?? (booked.IsSaved ? [] : null);
        return booked.Part.IsSeries && known is not null ? [.. known.Union(request.AllRooms).Order()] : null;
    }

    public static ConferencePart WithJoin(ConferencePart part, MeetingInTms meeting, TmsOptions options) =>
        part with { Join = JoinReader.Read(meeting.Conferences[part.Number], Phones(options)) ?? part.Join };

    public static ConferenceAnswer Seen(ConferenceRequest request, TmsOptions options, MeetingInTms meeting)
    {
        var parts = meeting.Parts.OrderBy(part => meeting.NextStart(part.Number)).Select(part => WithJoin(part, meeting, options)).ToList();
        return parts.Count == 0
            ? Failure(request, ConferenceReason.NotBooked, "TMS holds nothing of the meeting.", null) with { Parts = [] }
            : new ConferenceAnswer
            {
                RequestId = request.RequestId, Outcome = ConferenceOutcome.Booked, Parts = parts, Kept = request.Kept, Join = parts[0].Join,
            };
    }

    /// <summary>The nearer the first meeting that will not start, the oftener it is tried again.</summary>
    private static Duration Patience(Duration ahead) => Duration.Min(s_longest, Duration.Max(s_later, ahead / 10));

    private static ConferenceAnswer Nothing(ConferenceRequest request, ConferencePlan plan, Instant now, Duration window)
    {
        var runsUntil = request.Kept.Where(instance => instance.IsRunning(now)).Select(instance => (Instant?)instance.End).Max();
        if (plan.NextStart is { } next)
        {
            return Failure(request, ConferenceReason.BookingWindow, "The meeting starts later than TMS's booking window reaches; it is booked when it comes within.",
                runsUntil ?? Instant.Max(now + Duration.FromDays(1), next - window)) with { Parts = [] };
        }
        if (runsUntil is not null)
            return new ConferenceAnswer { RequestId = request.RequestId, Outcome = ConferenceOutcome.Booked, Text = RunsOn, Kept = request.Kept };
        return Failure(request, ConferenceReason.Past, "Nothing of the meeting is still to come.", null) with { Parts = [] };
    }

    private static string Text(Defects defects) => defects.Reason switch
    {
        ConferenceReason.None => "",
        ConferenceReason.Conflict when defects.RunsAlready => Some(
            defects, "a room is held by a booking for just this time that was made before, as by the room's own copy while the organizer was not enabled. It runs and stays to its end: nothing is to be done."),
        ConferenceReason.Conflict => Some(defects, "an invited room is taken by another conference in TMS."),
        ConferenceReason.NoPorts => Some(defects, "TMS found no route or no free port on the bridge."),
        _ => Some(defects, "TMS does not say why."),
    };

    private static string Some(Defects defects, string why) => string.Create(CultureInfo.InvariantCulture,
        $"TMS holds {defects.Count} {(defects.Count == 1 ? "booking" : "bookings")} of the meeting as defective: {why}");

    private static IReadOnlyList<PhoneNumber> Phones(TmsOptions options) => [.. options.Telephony.Select(phone => phone.ToPhoneNumber())];
}
