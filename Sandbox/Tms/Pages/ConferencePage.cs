using System.Globalization;
using System.Net;
using System.Text;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Soap;

namespace HybridCalendar.Sandbox.Tms.Pages;

/// <summary>Booking &gt; List Conferences, with a field to give a conference another title.</summary>
internal static class ConferencePage
{
    public const string Path = "/tms/booking/listconferences";

    private const string Style =
        "body{font:15px/1.4 system-ui,sans-serif;margin:1.5rem;color:#1b2733}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d5dde5}th{background:#eef3f7}.refused{color:#a3231f}";

    private const string Nothing =
        "<p>No conference is booked. A meeting comes here when a room is invited that has a system in TMS, or when its keyword is booked through TMS.</p>";

    public static void Map(IEndpointRouteBuilder app, TmsWorld world)
    {
        app.MapGet(Path, () => Html(Write(world, "")));
        app.MapPost($"{Path}/{{id:int}}", async (HttpContext context, int id) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            try
            {
                ConferenceEdit.Apply(world, id, new ConferenceChange(Title: form["title"].ToString()));
                return Html(Write(world, ""));
            }
            catch (TmsFault refused)
            {
                return Html(Write(world, refused.Message), StatusCodes.Status409Conflict);
            }
        });
    }

    private static IResult Html(string page, int status = StatusCodes.Status200OK) => Results.Text(page, "text/html; charset=utf-8", Encoding.UTF8, status);

    private static string Write(TmsWorld world, string refused)
    {
        var page = new StringBuilder($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>List Conferences</title><style>{Style}</style><h1>List Conferences</h1>");
        if (refused.Length > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"refused\" role=\"alert\">{Safe(refused)}</p>");
        var rows = ConferenceList.Of(world);
        return page.Append(rows.Count > 0 ? Table(rows) : Nothing).Append("</html>").ToString();
    }

    private static string Table(IReadOnlyList<ConferenceRow> rows)
    {
        var page = new StringBuilder("<table><thead><tr><th>Id<th>Title<th>Start<th>End<th>Owner<th>Type<th>Status<th>Participants<th>External Service<th>Edit<tbody>");
        foreach (var row in rows)
            page.Append(Row(row));
        return page.Append("</table>").ToString();
    }

    private static string Row(ConferenceRow row) => string.Create(CultureInfo.InvariantCulture, $"""
        <tr><td>{row.Id}<td>{Safe(row.Title)}<td>{row.Start:u}<td>{row.End:u}<td>{Safe(row.Owner)}<td>{Safe(row.Type)}<td>{row.Status}
        <td>{Safe(string.Join(", ", row.Participants))}<td>{Safe(row.ExternalService)}
        <td><form method="post" action="{Path}/{row.Id}"><input name="title" aria-label="Title of {row.Id}" value="{Safe(row.Title)}"> <button>Save</button></form>
        """);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
