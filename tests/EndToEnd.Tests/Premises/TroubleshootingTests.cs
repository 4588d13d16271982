using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>Troubleshoot the TMS integration: each step gives the answer that one looks for.</summary>
[Collection(PremisesCollection.Name)]
public sealed class TroubleshootingTests(PremisesSite site)
{
    [Fact]
    public async Task Verify_the_number_of_users_who_are_enabled_for_the_Hybrid_Calendar()
    {
        (await CountAsync()).ShouldBe(2);
        await site.WatchAsync(SandboxWorld.Boris, isEnabled: false);
        await Deadline.WaitAsync(async () => await CountAsync() == 1 ? null : "Boris still counts.");
        await site.WatchAsync(SandboxWorld.Boris, isEnabled: true);
        await Deadline.WaitAsync(async () => await CountAsync() == 2 ? null : "Boris does not count.");
    }

    [Fact]
    public async Task Check_the_status_of_the_connectors()
    {
        await site.LinkAsync();

        JsonElement connector = default, requests = default;
        await Deadline.WaitAsync(async () =>
        {
            var all = await site.Admin.CallAsync(HttpMethod.Get, "api/connectors");
            connector = all.GetProperty("connectors").EnumerateArray().Single(one => one.GetProperty("id").GetString() == PremisesSite.HostName).GetProperty("status");
            requests = all.GetProperty("requests");
            return connector.ValueKind == JsonValueKind.Object && requests.ValueKind == JsonValueKind.Object ? null : "They could not be asked in time.";
        });

        connector.GetProperty("health").GetString().ShouldBe("operational");
        connector.GetProperty("isConnected").GetBoolean().ShouldBeTrue();
        connector.GetProperty("settings").GetProperty("host").GetString().ShouldBe(PremisesSite.HostName);
        requests.GetProperty("activeConnector").GetString().ShouldBe(PremisesSite.HostName);
    }

    [Fact]
    public async Task Compare_the_status_above_to_the_status_of_the_connectors_on_the_connector_host()
    {
        await site.LinkAsync();
        await site.StatusOnHostSaysAsync("By itself:    Operational", "The gateway:  Operational, serves");

        await site.Tms.StopAsync(CancellationToken.None);
        var meeting = await site.Outlook.ScheduleAsync(site.NewDraft(SandboxWorld.Anna, "@meet"));
        try
        {
            var alarm = (await site.StatusBecomesAsync("outage")).GetProperty("reported").GetProperty("alarms").EnumerateArray().Single();
            (alarm.GetProperty("code").GetString(), alarm.GetProperty("severity").GetString()).ShouldBe(("tms", "critical"));
            alarm.GetProperty("text").GetString()!.ShouldContain("TMS cannot be reached");
            await site.StatusOnHostSaysAsync("By itself:    Outage", "The gateway:  Outage, serves", "Critical since", "TMS cannot be reached");
        }
        finally
        {
            await site.Tms.StartAsync(CancellationToken.None);
        }
        await site.StatusBecomesAsync("operational");
        await site.StatusOnHostSaysAsync("By itself:    Operational", "The gateway:  Operational");
        await site.Outlook.CancelAsync(meeting);
    }

    [Fact]
    public async Task When_the_two_differ_each_side_says_how()
    {
        await site.LinkAsync();
        await site.StopConnectorAsync();
        try
        {
            var status = await site.StatusBecomesAsync("outage");
            status.GetProperty("difference").GetString()!.ShouldContain("said last that it is operational");
            await site.StatusOnHostSaysAsync("The connector is operational by itself, and not connected, so the gateway counts it as outage");
        }
        finally
        {
            await site.StartConnectorAsync();
        }
        (await site.StatusBecomesAsync("operational")).GetProperty("difference").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<int> CountAsync() =>
        (await site.Admin.CallAsync(HttpMethod.Get, "api/overview")).GetProperty("counts").GetProperty("usersEnabled").GetInt32();
}
