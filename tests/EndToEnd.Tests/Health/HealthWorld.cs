using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.EndToEnd.Tests.Health;

/// <summary>A small world with people and rooms that are set up badly, or live elsewhere.</summary>
public sealed class HealthWorld : SmallWorld
{
    /// <summary>Of another organization.</summary>
    internal static readonly WorldPerson Zoe = new("zoe@fabrikam.example", "Zoe Miller", "en-US", "UTC");

    /// <summary>Of this organization, and not enabled.</summary>
    internal static readonly WorldPerson Carl = new("carl@contoso.example", "Carl Novak", "en-US", "UTC");

    /// <summary>Enabled; her address has an apostrophe.</summary>
    internal static readonly WorldPerson Oneil = new("o'neil@contoso.example", "Pat O'Neil", "en-US", "UTC");

    internal override Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken) =>
        // Each test of a page signs in anew.
        GatewayInProcess.StartAsync(
            [.. settings, "--Mailboxes:AnswerWait=00:00:01", "--Gateway:SignInsPerMinute=1000", "--Logging:LogLevel:Default=Error"],
            builder => builder.Services.AddHostedService(services => new Insight(services, this)), cancellationToken);

    internal Administrator Administrator => Playground.Administrator;

    /// <summary>The imports that the gateway has stored.</summary>
    internal UserImportTable Imports { get; private set; } = null!;

    /// <summary>A mailbox in Office 365.</summary>
    internal Task AddMailboxAsync(WorldPerson person) => AddMailboxAsync(new { address = person.Address, displayName = person.Name });

    internal async Task AddMailboxAsync(object seed)
    {
        using var sandbox = new HttpClient { BaseAddress = Playground.Addresses.Sandbox };
        await sandbox.CallAsync(HttpMethod.Post, "sandbox/mailboxes", seed);
    }

    internal async Task AddWebexPersonAsync(WorldPerson person)
    {
        using var sandbox = new HttpClient { BaseAddress = Playground.Addresses.Sandbox };
        await sandbox.CallAsync(HttpMethod.Post, "sandbox/webex/people", new { email = person.Address, displayName = person.Name });
    }

    /// <summary>A room in Office 365, and a workspace of it.</summary>
    internal async Task AddRoomAsync(string mail, object policy)
    {
        await AddMailboxAsync(new { address = mail, displayName = mail[..mail.IndexOf('@', StringComparison.Ordinal)], room = new { policy } });
        await Administrator.PutAsync($"api/workspaces/{mail}", new { displayName = mail, calendarEnabled = true, devices = Array.Empty<string>() });
    }

    internal Task<JsonElement> ReportAsync(string room) => Administrator.GetAsync($"api/workspaces/{room}/report", TestContext.Current.CancellationToken);

    /// <summary>The room's report comes to tell of a meeting at a time.</summary>
    internal async Task<JsonElement> MeetingAsync(string room, DateTimeOffset start, string? reason)
    {
        JsonElement found = default;
        await Deadline.WaitAsync(async () =>
        {
            var meetings = (await ReportAsync(room)).GetProperty("meetings").EnumerateArray().Where(meeting => meeting.GetProperty("start").GetDateTimeOffset() == start).ToList();
            if (meetings is not [var one])
                return $"The room tells of {meetings.Count} meetings at {start:u}.";
            found = one;
            return one.GetProperty("reason").GetString() == reason ? null : $"The reason is {one}.";
        });
        return found;
    }

    /// <summary>A mailbox comes to have a finding.</summary>
    /// <param name="mailbox">Such as <c>users/anna@contoso.example</c>.</param>
    /// <param name="code">Which kind.</param>
    internal async Task<JsonElement> FindingAsync(string mailbox, string code)
    {
        JsonElement found = default;
        await Deadline.WaitAsync(async () =>
        {
            var status = await Administrator.GetAsync($"api/{mailbox}/status", TestContext.Current.CancellationToken);
            found = status.GetProperty("findings").EnumerateArray().SingleOrDefault(finding => finding.GetProperty("code").GetString() == code);
            return found.ValueKind == JsonValueKind.Undefined ? $"There is no {code} in {status}." : null;
        });
        return found;
    }

    /// <summary>Gives the world what the gateway's container holds.</summary>
    private sealed class Insight(IServiceProvider services, HealthWorld world) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            world.Imports = services.GetRequiredService<UserImportTable>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
