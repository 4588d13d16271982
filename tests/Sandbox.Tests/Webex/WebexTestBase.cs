using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Webex;

/// <summary>Gives each test a server of its own.</summary>
public abstract class WebexTestBase : IAsyncLifetime
{
    protected WebexServer Server { get; private set; } = null!;

    protected HttpClient Http => Server.Http;

    public async ValueTask InitializeAsync() => Server = await WebexServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asserts an error in Webex's shape and returns its message.</summary>
    protected static async Task<string> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        var body = JsonDocument.Parse(text).RootElement;
        body.GetProperty("trackingId").GetString().ShouldNotBeNullOrEmpty();
        var message = body.GetProperty("message").GetString()!;
        body.GetProperty("errors")[0].GetProperty("description").GetString().ShouldBe(message);
        return message;
    }

    protected object MeetingAsked(string title = "Plan", int inMinutes = 60, int minutes = 30, string host = WebexServer.Anna, string? tag = null) => new
    {
        title,
        start = Server.Now.AddMinutes(inMinutes).ToString("O"),
        end = Server.Now.AddMinutes(inMinutes + minutes).ToString("O"),
        timezone = "Europe/Sofia",
        hostEmail = host,
        sendEmail = false,
        integrationTags = tag is null ? null : new[] { tag },
    };

    protected async Task<JsonElement> CreateMeetingAsync(object? asked = null) =>
        await Server.JsonAsync(await Http.PostAsJsonAsync("/v1/meetings", asked ?? MeetingAsked()));

    protected object Row(string id = "b1", int inMinutes = 30, int minutes = 30, string protocol = "SIP", string? platform = "Webex", string number = "1@contoso.webex.com") => new
    {
        Id = id,
        Title = "Plan",
        Number = number,
        Protocol = protocol,
        MeetingPlatform = platform ?? "Other",
        Organizer = new { Name = "Anna Ivanova" },
        Time = new { StartTime = Server.Now.AddMinutes(inMinutes).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), Duration = minutes, StartTimeBuffer = 300 },
    };
}
