using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using HybridCalendar.Gateway.Overviews;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The page that an administrator sees first, and what keeps it up to date.</summary>
internal static class OverviewPages
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(2);

    /// <summary>A browser connects anew then, which asks whether its session has ended.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public static void MapOverviewPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/overview", async (OverviewReader reader, CancellationToken cancel) =>
            new RazorComponentResult<OverviewPage>(new { Overview = await reader.ReadAsync(cancel) }));
        pages.MapGet("/overview/live", (HttpContext context, OverviewReader reader, IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory loggers) =>
            TypedResults.ServerSentEvents(WatchAsync(context, reader, lifetime, time, loggers, context.RequestAborted)))
            .AllowCookieRedirect();
    }

    /// <summary>The page's figures as HTML, now and whenever they changed.</summary>
    private static async IAsyncEnumerable<SseItem<string>> WatchAsync(
        HttpContext context, OverviewReader reader, IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory loggers,
        [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        await using var renderer = new HtmlRenderer(context.RequestServices, loggers);
        var last = "";
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < s_longest && !end.IsCancellationRequested;)
        {
            var html = await RenderAsync(renderer, await reader.ReadAsync(aborted));
            // The same again is a heartbeat, by which both ends see that the other is there.
            yield return html == last ? new SseItem<string>("", "heartbeat") : new SseItem<string>(html, "figures");
            last = html;
            await Task.Delay(s_period, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task<string> RenderAsync(HtmlRenderer renderer, Overview overview) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(OverviewFigures.Overview)] = overview });
        return (await renderer.RenderComponentAsync<OverviewFigures>(parameters)).ToHtmlString();
    });
}
