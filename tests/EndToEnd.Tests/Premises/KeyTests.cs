using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>Keys change while what was encrypted with them waits for a connector.</summary>
[Collection(MovedPremisesCollection.Name)]
public sealed class KeyTests(PremisesSite site)
{
    [Fact]
    public async Task What_was_asked_before_a_key_was_rotated_is_done_and_what_was_asked_under_a_revoked_one_is_asked_anew_as_the_timeline_tells()
    {
        await site.LinkAsync();
        await site.WaitAsync(async () => await WaitingAsync() == 0 ? null : "TMS is asked for something else.");
        await site.StopConnectorAsync();
        Invitation rotated, revoked;
        string key;
        try
        {
            rotated = await AskAsync(waiting: 1);
            await site.Admin.CallAsync(HttpMethod.Post, "api/keys/rotate");
            revoked = await AskAsync(waiting: 2);
            key = await ActiveKeyAsync();
            await site.Admin.CallAsync(HttpMethod.Post, $"api/keys/{key}/revoke");
            await site.WaitAsync(async () => (await site.TimelineAsync(revoked)).Contains($"The organization key {key} was revoked", StringComparison.Ordinal) ? null : "Nobody tells that the key is gone.");
        }
        finally
        {
            await site.StartConnectorAsync();
        }
        await site.ListedAsync(rotated.Draft.Subject, rotated.Draft.Start);
        await site.InvitationHoldsAsync(rotated, blocks: 1);
        (await site.TimelineAsync(rotated)).ShouldNotContain("revoked");
        await site.WaitAsync(async () => (await site.Pages.ListAsync(revoked.Draft.Subject)).Count == 1 ? null : "It is not booked.");
        await site.InvitationHoldsAsync(revoked, blocks: 1);
    }

    [Fact]
    public async Task What_waits_for_TMS_when_its_key_is_revoked_is_booked_once_when_TMS_is_back()
    {
        await site.LinkAsync();
        await site.WaitAsync(async () => await WaitingAsync() == 0 ? null : "TMS is asked for something else.");
        await site.Tms.StopAsync(CancellationToken.None);
        Invitation meeting;
        try
        {
            await site.StatusBecomesAsync("outage");
            meeting = await AskAsync(waiting: 1);
            var key = await ActiveKeyAsync();
            await site.Admin.CallAsync(HttpMethod.Post, $"api/keys/{key}/revoke");
            await site.WaitAsync(async () => (await site.TimelineAsync(meeting)).Contains($"The organization key {key} was revoked", StringComparison.Ordinal) ? null : "Nobody tells that the key is gone.");
        }
        finally
        {
            await site.Tms.StartAsync(CancellationToken.None);
        }
        await site.StatusBecomesAsync("operational");
        await site.WaitAsync(async () => (await site.Pages.ListAsync(meeting.Draft.Subject)).Count > 0 ? null : "It is not booked.");
        await site.InvitationHoldsAsync(meeting, blocks: 1);
        await site.WaitAsync(async () => await WaitingAsync() == 0 ? null : "TMS is asked for something else.");
        (await site.Pages.ListAsync(meeting.Draft.Subject)).ShouldHaveSingleItem().Start.ShouldBe(meeting.Draft.Start);
    }

    private async Task<Invitation> AskAsync(int waiting)
    {
        var meeting = await site.Outlook.ScheduleAsync(site.NewDraft(SandboxWorld.Anna, "@meet"));
        await Deadline.WaitAsync(async () =>
            (await site.TimelineAsync(meeting)).Contains("TMS is asked to hold the meeting", StringComparison.Ordinal) && await WaitingAsync() >= waiting ? null : "TMS is not asked.");
        return meeting;
    }

    /// <summary>How many requests wait; -1 when nobody can tell now.</summary>
    private async Task<int> WaitingAsync() =>
        (await site.Admin.CallAsync(HttpMethod.Get, "api/connectors")).GetProperty("requests") is { ValueKind: JsonValueKind.Object } requests ? requests.GetProperty("waiting").GetInt32() : -1;

    private async Task<string> ActiveKeyAsync() => (await site.Admin.CallAsync(HttpMethod.Get, "api/keys")).EnumerateArray()
        .Single(key => key.GetProperty("status").GetString() == "active").GetProperty("id").GetString()!;
}
