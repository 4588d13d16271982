using HybridCalendar.Clients.Office365;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Meetings;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The pages of meetings: list, one meeting.</summary>
internal static class MeetingPages
{
    private const int PageSize = 100;

    public static void MapMeetingPages(this RouteGroupBuilder pages)
    {
        var meetings = pages.MapGroup("/meetings");
        meetings.MapGet("", ListAsync);
        meetings.MapGet("/{iCalUId}", ShowAsync);
        meetings.MapPost("/{iCalUId}/process", ProcessAsync).Does("meeting.processed");
    }

    private static async Task<RazorComponentResult> ListAsync(
        MeetingFinder meetings, TimeProvider time, string? organizer, string? room, string? from, string? until, bool? tms, string? after)
    {
        // A date field that was cleared is sent as an empty text.
        var since = FormDay.Read(from) ?? time.GetUtcNow();
        var last = FormDay.Read(until);
        var problems = FindProblems(("organizer", Trim(organizer)), ("room", Trim(room)));
        var page = problems.Count > 0
            ? new MeetingPage([], null) : await meetings.FindAsync(Trim(organizer), Trim(room), since, last?.AddDays(1), tms ?? false, after, PageSize);
        return new RazorComponentResult<MeetingsPage>(new
        {
            Problems = problems,
            page.Rows,
            Next = page.End?.ToString(),
            Organizer = Trim(organizer),
            Room = Trim(room),
            From = since,
            Until = last,
            OnlyInTms = tms ?? false,
            HasSeriesLast = page.HasSeriesLast && since > time.GetUtcNow(),
        })
        {
            StatusCode = problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    /// <summary>A part of an address, or a name, finds nothing: that is told instead of "none found".</summary>
    private static Dictionary<string, string[]> FindProblems(params (string Field, string? Mail)[] asked) => asked
        .Where(field => field.Mail is not null).Select(field => (field.Field, Problem: MailAddress.FindProblem(field.Mail!))).Where(field => field.Problem is not null)
        .ToDictionary(field => field.Field, field => new[] { field.Problem! });

    private static async Task<IResult> ShowAsync(string iCalUId, string? room, bool? processed, MeetingReports reports) =>
        await PageAsync(iCalUId, room, reports, processed ?? false, problem: null);

    private static async Task<IResult> ProcessAsync(string iCalUId, string? room, MeetingReports reports, MeetingProcessor processor)
    {
        try
        {
            return await processor.ProcessAsync(MeetingsApi.Decode(iCalUId), Room(room))
                ? TypedResults.LocalRedirect($"/admin/meetings/{Uri.EscapeDataString(MeetingsApi.Decode(iCalUId))}?processed=true{(Room(room) is { } asked ? $"&room={Uri.EscapeDataString(asked)}" : "")}")
                : TypedResults.NotFound();
        }
        catch (GraphException failure)
        {
            return await PageAsync(iCalUId, room, reports, isProcessed: false, failure.Message);
        }
    }

    private static async Task<RazorComponentResult<MeetingReportPage>> PageAsync(string iCalUId, string? room, MeetingReports reports, bool isProcessed, string? problem) =>
        new(new { Report = await reports.ReadAsync(MeetingsApi.Decode(iCalUId), Room(room)), Room = Room(room), IsProcessed = isProcessed, Problem = problem })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway,
        };

    private static string? Room(string? room) => room is not null && MailAddress.FindProblem(room) is null ? room : null;

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
