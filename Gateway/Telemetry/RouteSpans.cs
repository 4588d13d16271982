using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace HybridCalendar.Gateway.Telemetry;

/// <summary>Names a request's span by its route's template: the path itself holds mail addresses and ids.</summary>
internal static class RouteSpans
{
    public static void UseRouteSpans(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            activity.DisplayName = $"{context.Request.Method} {route}".TrimEnd();
            activity.SetTag("http.request.method", context.Request.Method);
            activity.SetTag("http.route", route);
            context.Response.OnCompleted(static state =>
            {
                var (span, response) = ((Activity, HttpResponse))state;
                span.SetTag("http.response.status_code", response.StatusCode);
                return Task.CompletedTask;
            }, (activity, context.Response));
        }
        return next(context);
    });
}
