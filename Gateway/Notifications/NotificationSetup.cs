using HybridCalendar.Clients.Office365.Notifications;
using Microsoft.AspNetCore.Mvc;

namespace HybridCalendar.Gateway.Notifications;

/// <summary>The two addresses that Graph posts to.</summary>
internal static class NotificationSetup
{
    /// <summary>Graph does not say how many notifications it sends at once; 4 MB hold some ten thousand.</summary>
    private const int MaxBody = 4 * 1024 * 1024;

    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NotificationMeter>();
        builder.Services.AddSingleton<UnknownSubscriptionLimit>();
        builder.Services.AddSingleton<NotificationScreen>();
        builder.Services.AddSingleton<NotificationReceiver>();
    }

    public static void MapNotifications(this WebApplication app)
    {
        // Graph validates both addresses with the same handshake, and what stands in an item says what it is.
        foreach (var path in (ReadOnlySpan<string>)["/graph/notifications", "/graph/lifecycle"])
        {
            app.MapPost(path, ReceiveAsync)
                .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
                // Who posts is told by what an item carries: users, roles and their middleware have no part in it.
                .ShortCircuit()
                .ExcludeFromDescription();
        }
    }

    // A plain request delegate: nothing is bound, nothing is serialized.
    private static Task ReceiveAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<NotificationReceiver>().ReceiveAsync(context);
}
