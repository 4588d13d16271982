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
        builder.Services.AddSingleton<AnswerDeadlines>();
        builder.Services.AddSingleton<NotificationReceiver>();
    }

    public static void MapNotifications(this WebApplication app)
    {
        // A plain request delegate of one receiver: nothing is bound, nothing is resolved, nothing is serialized.
        RequestDelegate receive = app.Services.GetRequiredService<NotificationReceiver>().ReceiveAsync;
        // Graph validates both addresses with the same handshake, and what stands in an item says what it is.
        foreach (var path in (ReadOnlySpan<string>)["/graph/notifications", "/graph/lifecycle"])
        {
            app.MapPost(path, receive)
                .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
                // Who posts is told by what an item carries: what is done for people and their browsers has no part in it.
                .ShortCircuit()
                .ExcludeFromDescription();
        }
    }
}
