using System.Collections.Immutable;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Meetings;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Api;

/// <summary>Meetings that we know, and what became of them.</summary>
internal static class MeetingsApi
{
    private const string ById = "id";
    private const string ByTime = "time";

    public static void MapMeetings(this RouteGroupBuilder api)
    {
        var meetings = api.MapGroup("/meetings").WithTags("Meetings");
        meetings.MapGet("", ListAsync)
            .WithSummary("Meetings and series that have not ended, ordered by iCalUId, or by what takes place next.")
            .WithDescription("`organizer` and `room` are mail addresses and narrow the list; so does `from`, a time before which they must not have ended, "
                + "and `until`, a time by which they, or their series, must have begun. With `order=time` they stand in the order in which they take place next, "
                + "and `from` and `until` are the time in which they take place: the pages show them so. "
                + "Each stands where it takes place first from `from` on, if that and `until` are midnights (UTC), at most 31 days apart. Otherwise series "
                + "that also take place before `from` come last; of an `organizer` or a `room`, only each page by itself is in order.");
        meetings.MapGet("/conferences", ListConferencesAsync)
            .WithSummary("Meetings that TMS holds, or is to hold, in the order in which they take place next.")
            .WithDescription("Those in a room with a TMS system, and those with `@meet` when that books in TMS. Their timelines tell what TMS said. "
                + "`organizer`, `room`, `from` and `until` narrow the list to what takes place then, in the order of `GET meetings?order=time`; "
                + "while TMS holds few, only each page by itself is in order.");
        meetings.MapGet("/{iCalUId}", GetAsync).WithSummary("A meeting or series, with its join details.").ProducesProblem(StatusCodes.Status404NotFound);
        meetings.MapGet("/{iCalUId}/report", ReportAsync)
            .WithSummary("Why the meeting has a button or none: its join details, what each room makes of it, its timeline.")
            .WithDescription("`room` is a mail address, to ask for a room that is not known to be invited.");
        meetings.MapPost("/{iCalUId}/process", ProcessAsync)
            .Does("meeting.processed")
            .WithSummary("Processes a meeting again, now.")
            .WithDescription(
                "What Webex, Office 365 or TMS refused is asked again, and the mailboxes of its organizer and rooms are read; the timeline tells what comes of "
                + "it. `room` is a mail address, to read a room that is not known to be invited.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status504GatewayTimeout);
        meetings.MapGet("/{iCalUId}/timeline", TimelineAsync).WithSummary("What was seen, decided and done for the meeting, oldest first.");
    }

    /// <summary>A meeting in a list.</summary>
    /// <param name="ICalUId">The same in every mailbox that holds the meeting.</param>
    /// <param name="Organizer">Mail address.</param>
    /// <param name="Start">Start of the meeting or of a series' first occurrence, UTC.</param>
    /// <param name="End">End of the last occurrence, UTC; null for a series without end.</param>
    /// <param name="Next">Start of the next occurrence, or of the one under way, UTC.</param>
    /// <param name="Keyword">The keyword in the location, or null.</param>
    /// <param name="JoinState">How far it is with its join details.</param>
    internal sealed record MeetingView(
        string ICalUId, string Organizer, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset Next, string? Keyword, SeriesJoinState JoinState)
    {
        public static MeetingView Of(MeetingRow row) => new(
            row.ICalUId, row.Organizer, DateTimeOffset.FromUnixTimeMilliseconds(row.Starts),
            row.Ends is { } ends ? DateTimeOffset.FromUnixTimeMilliseconds(ends) : null, DateTimeOffset.FromUnixTimeMilliseconds(row.Next ?? row.Starts),
            row.Keyword, row.JoinState);
    }

    private static async Task<Results<Ok<Page<MeetingView>>, ProblemHttpResult>> ListAsync(
        Catalog catalog, MeetingFinder meetings, TimeProvider time, string? organizer, string? room, DateTimeOffset? from, DateTimeOffset? until, string? order, string? after,
        int? top)
    {
        if (order is not (null or ById or ByTime))
            return TypedResults.Problem($"order is {ById} or {ByTime}.", statusCode: StatusCodes.Status400BadRequest);
        if (order == ByTime)
            return await ListByTimeAsync(meetings, organizer, room, from, until, onlyInTms: false, after, top);
        if (FindProblem(organizer, room) is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        var now = (from ?? time.GetUtcNow()).ToUnixTimeMilliseconds();
        return TypedResults.Ok(await Page<MeetingView>.ReadAsync(
            top,
            async size => [.. (await catalog.ListMeetingsAsync(Normalize(organizer), Normalize(room), now, after, size, until?.ToUnixTimeMilliseconds())).Select(MeetingView.Of)],
            row => row.ICalUId));
    }

    private static Task<Results<Ok<Page<MeetingView>>, ProblemHttpResult>> ListConferencesAsync(
        MeetingFinder meetings, string? organizer, string? room, DateTimeOffset? from, DateTimeOffset? until, string? after, int? top) =>
        ListByTimeAsync(meetings, organizer, room, from, until, onlyInTms: true, after, top);

    private static async Task<Results<Ok<Page<MeetingView>>, ProblemHttpResult>> ListByTimeAsync(
        MeetingFinder meetings, string? organizer, string? room, DateTimeOffset? from, DateTimeOffset? until, bool onlyInTms, string? after, int? top)
    {
        if (FindProblem(organizer, room) is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        if (after is not null && MeetingPlace.Read(after) is null)
            return TypedResults.Problem("after is not the next of a page before.", statusCode: StatusCodes.Status400BadRequest);
        var page = await meetings.FindAsync(organizer, room, from, until, onlyInTms, after, top ?? Page<MeetingView>.DefaultSize);
        return TypedResults.Ok(new Page<MeetingView>([.. page.Rows.Select(MeetingView.Of)], page.End?.ToString()));
    }

    private static async Task<Results<Ok<SeriesDetails>, ProblemHttpResult>> GetAsync(string iCalUId, IGrainFactory grains) =>
        await Series(grains, iCalUId).GetDetails() is { } details
            ? TypedResults.Ok(details)
            : TypedResults.Problem("No mailbox that we watch showed this meeting as its organizer's.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Ok<ImmutableArray<TimelineEntry>>> TimelineAsync(string iCalUId, IGrainFactory grains) =>
        TypedResults.Ok((await Series(grains, iCalUId).GetTimeline()).Entries);

    private static async Task<Results<Ok<MeetingReport>, ProblemHttpResult>> ReportAsync(string iCalUId, string? room, MeetingReports reports) =>
        FindProblem(room) is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(await reports.ReadAsync(Decode(iCalUId), room));

    private static async Task<Results<NoContent, ProblemHttpResult>> ProcessAsync(string iCalUId, string? room, MeetingProcessor processor)
    {
        if (FindProblem(room) is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        return await processor.ProcessAsync(Decode(iCalUId), room)
            ? TypedResults.NoContent()
            : TypedResults.Problem("No mailbox that we watch showed this meeting; name a room that holds it.", statusCode: StatusCodes.Status404NotFound);
    }

    private static string? FindProblem(params string?[] mails) => mails.OfType<string>().Select(MailAddress.FindProblem).FirstOrDefault(problem => problem is not null);

    private static string? Normalize(string? mail) => mail is null ? null : GrainKeys.Normalize(mail);

    private static IMeetingSeriesGrain Series(IGrainFactory grains, string iCalUId) =>
        grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(Decode(iCalUId)));

    /// <summary>The router leaves an encoded slash alone, and an iCalUId that another calendar made may hold one. A long one is known by another id.</summary>
    internal static string Decode(string iCalUId) => MeetingUId.Shorten(iCalUId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
}
