using System.Globalization;
using System.Text;
using HybridCalendar.Connector.Identity;
using HybridCalendar.EndToEnd.Tests.Pages;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The deployment task flow for the TMS integration, and its troubleshooting, step by step on the pages.</summary>
[Collection(PremisesCollection.Name)]
public sealed class PremisesFlowTests(PremisesSite site, Browser browser) : IClassFixture<Browser>
{
    private const string ListConferences = "tms/booking/listconferences";
    private string Card => $"[data-connector='{PremisesSite.HostName}']";

    [Theory]
    [InlineData("en")]
    [InlineData("bg")]
    public async Task OBTP_for_premises_registered_devices(string language)
    {
        await site.LinkAsync();
        var pages = await AdminPage.SignInAsync(browser, site.Playground, language);
        // "Remove ...?"
        pages.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();

        await ConfigureTheMeetKeywordActionAsync(pages);
        await ConfigureRoomMailboxesAsync(pages, $"bulk-{language}@contoso.example");
        await RegisterAConnectorHostAsync(pages, $"second-{language}.contoso.example");
        await LinkTheConnectorToTmsAsync(pages);
        await AddAMeetingServerAsync(pages);
        await TestTheIntegrationAsync(pages);
        await TroubleshootAsync(pages);

        await Axe.ShouldKeepNobodyOutAsync(pages.Page);
        browser.Errors.ShouldBeEmpty();
    }

    /// <summary>2: In the Keywords section, for @meet, choose Cisco TelePresence Management Suite.</summary>
    private async Task ConfigureTheMeetKeywordActionAsync(AdminPage pages)
    {
        await pages.ChooseAsync("Settings", "Настройки");
        await pages.Page.GetByLabel("@meet", new() { Exact = true }).SelectOptionAsync(
            new SelectOptionValue { Label = pages.Say("Cisco TelePresence Management Suite (on premises)", "Cisco TelePresence Management Suite (локално)") });
        await pages.PressAsync("Save", "Запазване");
        await pages.SeeAsync("p.told[role=status]", "Saved.", "Запазено.");
        (await site.Admin.CallAsync(HttpMethod.Get, "api/organization")).GetProperty("meetAction").GetString().ShouldBe("tms");
    }

    /// <summary>3: Maps video device systems in TMS to the email addresses of Office 365 room mailboxes, one at a time or by bulk upload.</summary>
    private async Task ConfigureRoomMailboxesAsync(AdminPage pages, string another)
    {
        var (mail, name) = (PremisesSite.Vitosha.Address, PremisesSite.Vitosha.Name);
        var system = PremisesSite.Vitosha.SystemId.ToString(CultureInfo.InvariantCulture);
        await site.Pages.SetEmailAddressAsync(PremisesSite.Vitosha.SystemId, name, mail);
        await pages.ChooseAsync("Connectors", "Конектори");
        await pages.UnfoldAsync("Add or change a room", "Добавяне или промяна на стая");
        await pages.Page.Locator("#mail").FillAsync(mail);
        await pages.Page.Locator("#systemId").FillAsync(system);
        await pages.Page.Locator("#systemName").FillAsync(name);
        await pages.PressAsync(pages.Page.Locator("form[action='/admin/connectors/rooms']"), "Save", "Запазване");
        await pages.SeeAsync("p.told[role=status]", "Saved.", "Запазено.");
        await pages.UnfoldAsync("Upload a table of rooms", "Качване на таблица със стаи");
        var row = pages.Page.Locator($"tr:has-text('{another}')");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        var table = $"Mailbox,System ID,System Name\n{another},4711,Cellar\n";
        await pages.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "rooms.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table) });
        await pages.PressAsync("Take the table", "Приемане на таблицата");
        await pages.SeeAsync($"tr:has-text('{another}')", "4711");
        await pages.SeeAsync($"tr:has-text('{mail}')", system);
        await pages.PressAsync(row, $"Remove {another}", $"Премахване {another}");
        await Assertions.Expect(row).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    /// <summary>4: Creates a resource here, whose token the connector registers with.</summary>
    private async Task RegisterAConnectorHostAsync(AdminPage pages, string host)
    {
        await pages.ChooseAsync("Connectors", "Конектори");
        await pages.UnfoldAsync("Register a connector", "Регистриране на конектор");
        await pages.Page.Locator("#host").FillAsync(host.ToUpperInvariant());
        await pages.PressAsync("Make a token", "Създаване на код");
        // "... use only lowercase characters in the hostname."
        await pages.SeeAsync("#host-problem", "capital letters", "главни букви");
        await pages.Page.Locator("#host").FillAsync(host);
        await pages.PressAsync("Make a token", "Създаване на код");
        var told = await pages.Page.Locator("#token code").First.InnerTextAsync();
        var folder = Directory.CreateTempSubdirectory("hybrid-calendar-flow-").FullName;
        await Registrar.RegisterAsync(
            site.Playground.Addresses.Gateway, told.Split(' ')[^1].Trim(), new ConnectorOptions { DataDirectory = folder }, site.Time, TestContext.Current.CancellationToken, keySize: 2048);
        Directory.Delete(folder, recursive: true);
        await pages.ChooseAsync("Connectors", "Конектори");
        var card = pages.Page.Locator($"[data-connector='{host}']");
        await Assertions.Expect(card.Locator("dl div", new() { HasText = pages.Say("Registered", "Регистриран") }).Locator("time")).ToBeVisibleAsync();
        await pages.PressAsync(card, $"Remove {host}", $"Премахване {host}");
        await Assertions.Expect(card).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    /// <summary>1 and 5: What the connector needs to communicate with TMS, and whether all requirements are met.</summary>
    private async Task LinkTheConnectorToTmsAsync(AdminPage pages)
    {
        await pages.ChooseAsync("Connectors", "Конектори");
        await pages.SeeAsync(Card, site.Tms.Url.AbsoluteUri.TrimEnd('/'));
        await TestLinkAsync(pages, "good");
        await pages.SeeAsync($"{Card} [data-test=good]", "Meetings can be booked.", "Срещи могат да се резервират.");
        await pages.SeeAsync($"{Card} li[data-state]:first-child", "TMS answers with a valid CA-signed certificate", "TMS отговаря с валиден сертификат");
        foreach (var (english, bulgarian) in ((string, string)[])[
            ("Connection to TMS", "Връзка с TMS"), ("Clock", "Часовник"), ("Parts of TMS", "Части на TMS"), ("Booking for organizers", "Резервиране от чуждо име"),
            ("Systems", "Системи"), ("Test meeting", "Пробна среща")])
            await Assertions.Expect(pages.Page.Locator($"{Card} li[data-state=Good]", new() { HasText = $"{pages.Say(english, bulgarian)}: " })).ToBeVisibleAsync();
    }

    /// <summary>6: Enables the integration to schedule @meet meetings on-premises.</summary>
    private async Task AddAMeetingServerAsync(AdminPage pages)
    {
        // "... L-TMS-MSEX-25 or L-TMS-APPINT option key."
        await site.Pages.SetAsync(new { integrationPackage = false, systemLicences = 0 });
        await TestLinkAsync(pages, "bad");
        await Assertions.Expect(pages.Page.Locator($"{Card} li[data-state=Bad]", new() { HasText = "L-TMS-MSEX-25" }).First).ToBeVisibleAsync();
        await site.Pages.SetAsync(new { integrationPackage = true });
        await site.Pages.SetAsync(new { bridgePorts = 0 });
        await TestLinkAsync(pages, "bad");
        await pages.SeeAsync($"{Card} [data-state=Bad]", "no free port on the bridge", "свободен порт на моста");
        await site.Pages.SetAsync(new { bridgePorts = 1000 });
    }

    /// <summary>7: The test meeting is listed in TMS with 'Calendar Connector' in the External Service column, and cannot be edited there.</summary>
    private async Task TestTheIntegrationAsync(AdminPage pages)
    {
        var meeting = await site.Outlook.ScheduleAsync(site.NewDraft(SandboxWorld.Anna, "@meet", PremisesSite.Vitosha));
        await site.InvitationHoldsAsync(meeting, blocks: 1);
        var tms = await browser.OpenAsync(new Uri(site.Tms.Url, ListConferences), isOwnAuthority: true);
        await Assertions.Expect(tms.Locator($"tr:has-text('{meeting.Draft.Subject}')").First).ToContainTextAsync("Calendar Connector");
        await pages.ChooseAsync("Connectors", "Конектори");
        await Assertions.Expect(pages.Page.Locator($"a[href='/admin/meetings/{Uri.EscapeDataString(meeting.ICalUId)}']")).ToBeVisibleAsync();
        await site.Outlook.CancelAsync(meeting);
        await site.ListedAsync(meeting.Draft.Subject);
    }

    /// <summary>Troubleshoot: the number of users, the status of the connectors here, and compared to that on the connector host.</summary>
    private async Task TroubleshootAsync(AdminPage pages)
    {
        await pages.ChooseAsync("Overview", "Преглед");
        await Assertions.Expect(pages.Page.Locator("#figures li:has(a[href='/admin/users'])").First).ToContainTextAsync(pages.Say("2 users enabled", "2 включени потребители"));
        await pages.ChooseAsync("Connectors", "Конектори");
        var card = pages.Page.Locator(Card);
        await Assertions.Expect(card.Locator("dl").First).ToContainTextAsync(pages.Say("Status hereoperational", "Състояние тукработи"));
        await Assertions.Expect(card.Locator("dl").First).ToContainTextAsync(pages.Say("Status on the connectoroperational", "Състояние при конектораработи"));
        await site.StatusOnHostSaysAsync("By itself:    Operational", "The gateway:  Operational");
    }

    /// <summary>Has the connector test its link, with a meeting, and waits for what it finds.</summary>
    private async Task TestLinkAsync(AdminPage pages, string verdict)
    {
        await pages.GoToAsync("admin/connectors");
        var card = pages.Page.Locator(Card);
        await card.GetByLabel(pages.Say("Book a meeting for tomorrow and take it out again", "Да се резервира среща за утре и да се отмени")).CheckAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = pages.Say("Test the link", "Изпитване на връзката") }).ClickAsync();
        await pages.Page.WaitForURLAsync(url => url.Contains("tested=", StringComparison.Ordinal));
        await Assertions.Expect(card.Locator($"[data-test={verdict}]")).ToBeVisibleAsync(new() { Timeout = 90_000 });
    }
}
