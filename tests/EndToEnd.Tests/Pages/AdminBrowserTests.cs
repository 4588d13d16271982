using HybridCalendar.EndToEnd.Tests.Health;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>An administrator asks why there is no button, and finds the answer without reading a log.</summary>
[Collection(AdministrationCollection.Name)]
public sealed class AdminBrowserTests(HealthWorld world, Browser browser)
{
    /// <summary>How many changes reached a device, as the overview tells; 0 for none.</summary>
    private const string Changes = "(Number.parseInt(document.querySelector('#latency-part p').textContent, 10) || 0)";
    private static readonly LocatorAssertionsToContainTextOptions s_soon = new() { Timeout = 60_000 };
    private const string TeamsLink = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_QWRtaW4%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d";

    [Fact]
    public async Task A_room_that_strips_the_bodies_of_an_external_organizer_says_so_and_how_to_mend_it()
    {
        const string room = "rodopi@contoso.example";
        await world.AddMailboxAsync(HealthWorld.Zoe);
        await world.AddRoomAsync(room, new { processExternalMeetingMessages = true });
        var draft = world.NewDraft(HealthWorld.Zoe, "", Room(room)) with { Html = $"<a href=\"{TeamsLink}\">Join</a>" };
        await world.Outlook.ScheduleAsync(draft);
        await world.MeetingAsync(room, draft.Start, "TextRemoved");
        await world.FindingAsync($"workspaces/{room}", "textRemoved");

        var page = await SignInAsync();
        await page.GetByLabel("Name or address").FillAsync("rodopi");
        await page.GetByLabel("Name or address").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = room }).ClickAsync();

        var meeting = page.Locator("tr[data-reason=TextRemoved]");
        await Assertions.Expect(meeting).ToContainTextAsync("The room's copy has no text");
        await Assertions.Expect(meeting).ToContainTextAsync("no button");
        await Assertions.Expect(page.Locator("[data-code=TextRemoved] code")).ToHaveTextAsync($"Set-CalendarProcessing -Identity {room} -DeleteComments $false");
        await page.Locator("[data-code=TextRemoved] [data-copy]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-code=TextRemoved] [data-copy]")).Not.ToHaveTextAsync("Copy");
        await meeting.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("No mailbox that we watch");
        await Assertions.Expect(page.Locator("tr[data-reason=TextRemoved]")).ToContainTextAsync(room);
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_meeting_that_its_room_declined_says_so()
    {
        const string room = "strandzha@contoso.example";
        await world.AddRoomAsync(room, new { });
        var first = world.NewDraft(SandboxWorld.Anna, "@webex", Room(room));
        await world.Outlook.ScheduleAsync(first);
        await world.MeetingAsync(room, first.Start, reason: null);
        var second = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", Room(room)) with { Start = first.Start.AddMinutes(10) });
        await world.MeetingAsync(room, second.Draft.Start, "Declined");

        var page = await SignInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Meetings", Exact = true }).ClickAsync();
        await page.GetByLabel("Organizer's address").FillAsync(SandboxWorld.Boris.Address);
        await page.GetByLabel("Room's address").FillAsync(room);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.Locator("tbody a").ClickAsync();

        await Assertions.Expect(page.Locator("tr[data-reason=Declined]")).ToContainTextAsync("The room declined the invitation");
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync($"The room {room} declined.");
        await page.Locator("tr[data-reason=Declined]").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("tr[data-reason=Declined]")).ToContainTextAsync("not shown");
        await Assertions.Expect(page.Locator("tr", new() { HasText = "Join from" })).ToBeVisibleAsync();
        // Told once, not beside each meeting.
        await Assertions.Expect(page.Locator("p.problem")).ToContainTextAsync("No device stands in this workspace");
        browser.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Set up a room by its mailbox", "Open", "Calendar on", "Save", "Add a device", "Id", "Add", "Activation code")]
    [InlineData("bg", "Настройка на стая по пощенската ѝ кутия", "Отваряне", "Календарът е включен", "Запазване", "Добавяне на устройство", "Идентификатор", "Добавяне", "Код за активиране")]
    public async Task A_room_is_set_up_until_its_panel_shows_it(
        string language, string mailbox, string open, string calendarOn, string save, string addDevice, string id, string add, string makeCode)
    {
        var room = $"kaliakra-{language}@contoso.example";
        await world.AddMailboxAsync(new { address = room, displayName = "Kaliakra", room = new { policy = new { } } });
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/language/{language}?returnUrl=/admin/rooms").ToString());
        await page.GetByLabel(mailbox).FillAsync(room);
        await page.GetByRole(AriaRole.Button, new() { Name = open, Exact = true }).ClickAsync();
        await page.GetByLabel(calendarOn).CheckAsync();
        await page.Locator("#displayName").FillAsync("Kaliakra");
        await page.GetByRole(AriaRole.Button, new() { Name = save, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kaliakra" })).ToBeVisibleAsync();
        await page.GetByText(addDevice, new() { Exact = true }).ClickAsync();
        await page.GetByLabel(id, new() { Exact = true }).FillAsync($"kaliakra-{language}");
        await page.Locator("#deviceName").FillAsync("Kaliakra panel");
        await page.GetByRole(AriaRole.Button, new() { Name = add, Exact = true }).ClickAsync();
        await page.Locator($"[data-device=kaliakra-{language}]").GetByRole(AriaRole.Button, new() { Name = makeCode }).ClickAsync();
        var code = await page.Locator("#code").InnerTextAsync();
        await Axe.ShouldKeepNobodyOutAsync(page);

        var panel = await browser.OpenAsync(new Uri(world.Playground.Addresses.Gateway, $"rooms/kaliakra-{language}#code={code}"));

        await Assertions.Expect(panel.GetByText("Kaliakra").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_typed_when_the_session_ended_is_there_after_signing_in()
    {
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, "admin/rooms/typed@contoso.example").ToString());
        await page.Locator("#displayName").FillAsync("Seven Lakes");
        await page.Locator("#startBufferMinutes").FillAsync("12");
        await page.Context.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.Locator("#key").FillAsync(world.Playground.Administrator.Key);
        await page.Locator("#key").PressAsync("Enter");

        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("What you typed", s_soon);
        await Assertions.Expect(page.Locator("#displayName")).ToHaveValueAsync("Seven Lakes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Seven Lakes" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#startBufferMinutes")).ToHaveValueAsync("12");
        await Assertions.Expect(page.GetByText("What you typed")).ToHaveCountAsync(0);
        browser.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Overview", "panels connected", "half of them within")]
    [InlineData("bg", "Преглед", "панела са свързани", "половината до")]
    public async Task The_overview_shows_what_happens_without_being_loaded_again(string language, string title, string panels, string latency)
    {
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/language/{language}?returnUrl=/admin/overview").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#figures")).ToContainTextAsync(panels, s_soon);
        await page.EvaluateAsync("window.stays = true");
        // What reached a device before, in this test or another one, stands there from the beginning.
        var before = await page.EvaluateAsync<int>($"() => {Changes}");

        await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));

        await page.WaitForFunctionAsync($"before => {Changes} > before", before, new() { Timeout = s_soon.Timeout });
        await Assertions.Expect(page.Locator("#latency-part")).ToContainTextAsync(latency);
        await Assertions.Expect(page.Locator("#latency-part svg")).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("window.stays")).ShouldBeTrue();
        browser.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "bg")]
    [InlineData("bg", "en")]
    public async Task What_header_and_footer_come_to_is_shown_while_they_are_typed(string language, string other)
    {
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/language/{language}?returnUrl=/admin/keywords").ToString());
        var (preview, unchanged) = (page.Locator($"[data-preview={language}] .preview"), page.Locator($"[data-preview={other}] .preview"));
        await Assertions.Expect(preview).ToContainTextAsync("https://company.webex.com/meet/anna");
        var (before, kept) = (await preview.InnerTextAsync(), await unchanged.InnerTextAsync());
        await page.Locator($"#header-{language}").FillAsync("Добре дошли at Contoso");
        await page.Locator($"#footer-{language}").FillAsync("Ask 4711 <for> help");

        await Assertions.Expect(preview).ToContainTextAsync("Добре дошли at Contoso", s_soon);
        await Assertions.Expect(preview).ToContainTextAsync("Ask 4711 <for> help", s_soon);
        await Assertions.Expect(preview).ToContainTextAsync("https://company.webex.com/meet/anna");
        await Assertions.Expect(unchanged).ToHaveTextAsync(kept);
        // Nothing was saved.
        await page.ReloadAsync();
        await Assertions.Expect(preview).ToHaveTextAsync(before);
        browser.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Process again", "It is processed again", "There is something to join")]
    [InlineData("bg", "Обработване отново", "Обработва се отново", "Има към какво да се присъедини")]
    public async Task A_meeting_that_was_refused_is_processed_again_when_the_cause_is_mended(string language, string button, string told, string joinable)
    {
        var dora = new WorldPerson($"dora-{language}@contoso.example", "Dora Petrova", "en-US", "UTC");
        await world.AddMailboxAsync(dora);
        await world.WatchAsync(dora, true);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(dora, "@webex", SandboxWorld.Rila));
        await StateComesToBeAsync(meeting, "failed");
        await world.AddWebexPersonAsync(dora);

        var page = await SignInAsync();
        var path = $"/admin/meetings/{Uri.EscapeDataString(meeting.ICalUId)}";
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/language/{language}?returnUrl={Uri.EscapeDataString(path)}").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.GetByText(told)).ToBeVisibleAsync();
        await StateComesToBeAsync(meeting, "ready");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync(joinable);
        browser.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Text", "Try", "Rule zoom", "Looked at and refused")]
    [InlineData("bg", "Текст", "Изпробване", "правило zoom", "Разгледани и отхвърлени")]
    public async Task An_invitation_is_tried_on_the_rules(string language, string text, string button, string matched, string refused)
    {
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/language/{language}?returnUrl=/admin/rules").ToString());
        await page.GetByLabel(text, new() { Exact = true }).FillAsync("https://zoom.us/j/123456789?pwd=abc and https://zoom.us/support");
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#tested")).ToContainTextAsync(matched);
        await Assertions.Expect(page.Locator("#tested")).ToContainTextAsync(refused);
        await Assertions.Expect(page.Locator("#tested")).ToContainTextAsync("https://zoom.us/support");
        browser.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Host name", "Make a token", "capital letters", "The token is shown only now")]
    [InlineData("bg", "Име на машината", "Създаване на код", "главни букви", "Кодът се показва само сега")]
    public async Task A_connector_is_registered_step_by_step(string language, string host, string button, string refused, string told)
    {
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/language/{language}?returnUrl=/admin/connectors").ToString());
        if (!await page.GetByLabel(host).IsVisibleAsync())
            await page.Locator("#register").ClickAsync();
        await page.GetByLabel(host).FillAsync($"Connector-{language}.contoso.example");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.Locator("#host-problem")).ToContainTextAsync(refused);
        await page.GetByLabel(host).FillAsync($"connector-{language}.contoso.example");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.Locator("#token")).ToContainTextAsync(told);
        await Assertions.Expect(page.Locator("#token code").First).ToContainTextAsync($"connector register {world.Playground.Addresses.Gateway.AbsoluteUri.TrimEnd('/')} ");
        await Assertions.Expect(page.Locator($"[data-connector='connector-{language}.contoso.example']")).ToBeVisibleAsync();
        await Axe.ShouldKeepNobodyOutAsync(page);
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task From_one_of_many_a_link_leads_back_to_what_was_searched_for()
    {
        var page = await SignInAsync();
        await page.GetByLabel("Name or address").FillAsync("rila");
        await page.GetByLabel("Name or address").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rila", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator(".back a").ClickAsync();

        await Assertions.Expect(page.GetByLabel("Name or address")).ToHaveValueAsync("rila");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_what_one_is_led_to()
    {
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, $"admin/rooms/{SandboxWorld.Rila.Address}").ToString());
        await page.Locator("#startBufferMinutes").FillAsync("999");
        await page.Locator("#startBufferMinutes").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#startBufferMinutes-problem")).ToContainTextAsync("0 to 180");
        await Assertions.Expect(page.Locator("#startBufferMinutes")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#startBufferMinutes")).ToBeInViewportAsync();
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_newcomer_finds_what_is_wrong_on_purpose()
    {
        await WrongOnPurpose.AddAsync(world.Playground, TestContext.Current.CancellationToken);
        var page = await SignInAsync();
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, "admin").ToString());
        var room = page.Locator("#state").GetByRole(AriaRole.Link, new() { Name = WrongOnPurpose.Room.Name });
        await Assertions.Expect(room).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await room.ClickAsync();
        await Assertions.Expect(page.Locator("[data-code=TextRemoved] code")).ToContainTextAsync("-DeleteComments $false");
        await Assertions.Expect(page.Locator("tr[data-reason=TextRemoved]")).ToBeVisibleAsync();
        // Nothing else is: its device is there, and holds the meeting.
        await Deadline.WaitAsync(async () =>
        {
            var device = await world.Administrator.GetAsync("api/devices/belasitsa-board", TestContext.Current.CancellationToken);
            var (list, confirmed) = (device.GetProperty("listVersion").GetInt64(), device.GetProperty("confirmedVersion").GetInt64());
            return list > 0 && confirmed == list && device.GetProperty("problem").GetString() is null ? null : $"The device confirmed {confirmed} of {list}.";
        });
        browser.Errors.ShouldBeEmpty();
    }

    private Task<TimeSpan> StateComesToBeAsync(Invitation meeting, string state) => Deadline.WaitAsync(async () =>
    {
        var known = (await world.Administrator.GetAsync($"api/meetings?organizer={Uri.EscapeDataString(meeting.Who.Address)}&top=500", TestContext.Current.CancellationToken))
            .GetProperty("items").EnumerateArray().Where(row => row.GetProperty("iCalUId").GetString() == meeting.ICalUId).ToList();
        var shown = known is [var row] ? row.GetProperty("joinState").GetString() : "unknown";
        return shown == state ? null : $"The meeting is {shown}.";
    });

    /// <summary>With the keyboard alone.</summary>
    private async Task<IPage> SignInAsync()
    {
        var page = await browser.OpenAsync(world.Playground.Addresses.Administration);
        // What is typed before is lost.
        await Assertions.Expect(page.GetByLabel("Administrator key")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(world.Administrator.Key);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rooms" })).ToBeVisibleAsync();
        return page;
    }

    private static WorldRoom Room(string mail) => new(mail, mail, 4, true, "");
}
