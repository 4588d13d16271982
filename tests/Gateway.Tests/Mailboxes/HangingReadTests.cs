using System.Net.Http.Json;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>While Office 365 does not answer, pages tell what is known: just then somebody looks why something is late.</summary>
public sealed class HangingReadTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Room = "hanging-room@contoso.example";
    private const string User = "hanging-user@contoso.example";

    [Theory]
    [InlineData(Room, "workspaces", "rooms", "Rila")]
    [InlineData(User, "users", "users", "Anna")]
    public async Task What_is_known_of_a_mailbox_is_told_while_it_is_being_read(string mail, string calls, string pages, string name)
    {
        using var held = gateway.Office365.Held[mail] = new HeldMailbox();
        object settings = mail == Room ? new { displayName = name, calendarEnabled = true, devices = Array.Empty<string>() } : new { displayName = name, enabled = true };
        (await gateway.Admin.PutAsJsonAsync($"/api/{calls}/{mail}", settings)).EnsureSuccessStatusCode();
        await held.AskedAsync();
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);

        var answers = new List<string>();
        foreach (var path in new[] { "", "/status", "/timeline" })
            answers.Add(await gateway.Admin.GetStringAsync($"/api/{calls}/{mail}{path}"));
        var page = await browser.ReadAsync($"/admin/{pages}/{Uri.EscapeDataString(mail)}");

        answers[0].ShouldContain(name);
        answers[1].ShouldContain("\"enabled\":true");
        page.ShouldContain(name);
    }
}
