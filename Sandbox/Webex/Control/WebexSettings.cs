namespace HybridCalendar.Sandbox.Webex;

/// <summary>The settings that may be changed while the server runs.</summary>
internal static class WebexSettings
{
    private static readonly HashSet<string> Fields =
    [
        "requestsPerMinutePerToken", "commandsPerMinutePerDevice", "commandTimeMs", "meetingsPerUser", "meetingsPerAdmin", "meetingsPerAdminAndHost",
    ];

    public static object Of(WebexSandboxOptions options) => new
    {
        requestsPerMinutePerToken = options.RequestsPerMinutePerToken,
        commandsPerMinutePerDevice = options.CommandsPerMinutePerDevice,
        commandTimeMs = (int)options.CommandTime.TotalMilliseconds,
        meetingsPerUser = options.MeetingsPerUser,
        meetingsPerAdmin = options.MeetingsPerAdmin,
        meetingsPerAdminAndHost = options.MeetingsPerAdminAndHost,
    };

    public static async Task ApplyAsync(HttpContext context, WebexSandboxOptions options)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(Fields);
        options.RequestsPerMinutePerToken = body.Int("requestsPerMinutePerToken", 0) ?? options.RequestsPerMinutePerToken;
        options.CommandsPerMinutePerDevice = body.Int("commandsPerMinutePerDevice", 0) ?? options.CommandsPerMinutePerDevice;
        options.CommandTime = body.Int("commandTimeMs", 0) is { } ms ? TimeSpan.FromMilliseconds(ms) : options.CommandTime;
        options.MeetingsPerUser = body.Int("meetingsPerUser", 0) ?? options.MeetingsPerUser;
        options.MeetingsPerAdmin = body.Int("meetingsPerAdmin", 0) ?? options.MeetingsPerAdmin;
        options.MeetingsPerAdminAndHost = body.Int("meetingsPerAdminAndHost", 0) ?? options.MeetingsPerAdminAndHost;
    }
}
