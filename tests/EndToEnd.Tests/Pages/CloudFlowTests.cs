using System.Text;
using HybridCalendar.EndToEnd.Tests.Health;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>The deployment task flow for cloud-registered devices, step by step, by what an administrator and a person see.</summary>
[Collection(AdministrationCollection.Name)]
public sealed class CloudFlowTests(HealthWorld world, Browser browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("bg")]
    public async Task OBTP_for_cloud_registered_devices(string language)
    {
        var room = new WorldRoom($"pirin-{language}@contoso.example", $"Pirin {language}", 8, true, $"pirin-{language}");
        var person = new WorldPerson($"galina-{language}@contoso.example", $"Galina {language}", "en-US", "UTC");
        await world.AddMailboxAsync(new { address = room.Address, displayName = room.Name, room = new { policy = new { } } });
        await world.AddMailboxAsync(person);
        await world.AddWebexPersonAsync(person);
        var pages = await AdminPage.SignInAsync(browser, world.Playground, language);

        await AddHybridCalendarToTheWorkspaceAsync(pages, room);
        await AssociateThePersonalRoomAsync(pages, person);
        await TestOneButtonToPushAsync(pages, room, person);

        browser.Errors.ShouldBeEmpty();
    }

    /// <summary>1: Toggle on the calendar service for the device, and configure the room mailbox email address.</summary>
    private static async Task AddHybridCalendarToTheWorkspaceAsync(AdminPage pages, WorldRoom room)
    {
        await pages.ChooseAsync("Rooms", "Стаи");
        // "Enter the email address of the room mailbox."
        await pages.TypeAsync("Set up a room by its mailbox", "Настройка на стая по пощенската ѝ кутия", room.Address);
        await pages.PressAsync("Open", "Отваряне");
        // "... select Calendar so that users can use One Button to Push (OBTP) on their devices."
        await pages.Page.GetByLabel(pages.Say("Calendar on", "Календарът е включен")).CheckAsync();
        await pages.Page.Locator("#displayName").FillAsync(room.Name);
        // "Select the calendar provider."
        await pages.SeeAsync(".pairs", "Calendar providerOffice 365", "Доставчик на календараOffice 365");
        await pages.PressAsync("Save", "Запазване");
        await pages.SeeAsync("p.told[role=status]", "Saved.", "Запазено.");
        await pages.UnfoldAsync("Add a device", "Добавяне на устройство");
        await pages.TypeAsync("Id", "Идентификатор", room.Device);
        await pages.PressAsync("Add", "Добавяне");
        await pages.SeeAsync($"[data-device='{room.Device}']", "Not linked yet", "Още не е свързано");
        await pages.ChooseAsync("Rooms", "Стаи");
        await pages.SeeAsync($"tr:has-text('{room.Address}')", "watched", "следи се");
    }

    /// <summary>2: Export the users, set their preferredWebExSite in that file, and import it; or type the link in the form that the seed names.</summary>
    private static async Task AssociateThePersonalRoomAsync(AdminPage pages, WorldPerson person)
    {
        await pages.ChooseAsync("Users", "Потребители");
        await pages.TypeAsync("Set up a user by mail address", "Нов потребител по адрес", person.Address);
        await pages.PressAsync("Open", "Отваряне");
        await pages.Page.GetByLabel(pages.Say("Enabled for the calendar service", "Включен за календарната услуга")).CheckAsync();
        await pages.Page.Locator("#displayName").FillAsync(person.Name);
        await pages.PressAsync("Save", "Запазване");
        await pages.SeeAsync("p.told[role=status]", "Saved.", "Запазено.");

        await pages.ChooseAsync("Users", "Потребители");
        var export = pages.Page.GetByRole(AriaRole.Link, new() { Name = pages.Say("Export CSV", "Експорт в CSV") });
        var download = await pages.Page.RunAndWaitForDownloadAsync(() => export.ClickAsync());
        var table = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        var row = $"{person.Address},{person.Name},true,";
        table.ShouldContain($"{row},");
        // "Enter the URL ... in the preferredWebExSite column."
        var file = $"{table.Replace($"{row},", $"{row}contoso.webex.com,", StringComparison.Ordinal)}nobody@contoso.example,Nobody,perhaps,contoso.webex.com,,\n";
        await pages.Page.GetByRole(AriaRole.Link, new() { Name = pages.Say("Import CSV", "Внасяне от CSV") }).ClickAsync();
        await pages.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "users.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await pages.PressAsync("Check", "Проверка");
        await pages.SeeAsync("#state", "Checked. Nothing was changed yet.", "Проверен. Още нищо не е променено.");
        await pages.SeeAsync("td.problem", "true or false", "true или false");
        await Axe.ShouldKeepNobodyOutAsync(pages.Page);
        await pages.PressAsync("Make these changes (1)", "Извършване на промените (1)");
        await pages.SeeAsync("#state", "Imported.", "Внесено.");
        await Axe.ShouldKeepNobodyOutAsync(pages.Page);

        await pages.GoToAsync($"admin/users/{person.Address}");
        (await pages.Page.Locator("#preferredSite").InputValueAsync()).ShouldBe("contoso.webex.com");
        await pages.Page.Locator("#personalRoomLink").FillAsync("contoso.webex.com/galina");
        await pages.PressAsync("Save", "Запазване");
        await pages.SeeAsync("#personalRoomLink-problem", "/meet/");
        await pages.Page.Locator("#personalRoomLink").FillAsync($"contoso.webex.com/meet/{person.Address[..person.Address.IndexOf('@', StringComparison.Ordinal)]}");
        await pages.PressAsync("Save", "Запазване");
        await pages.SeeAsync("p.told[role=status]", "Saved.", "Запазено.");
    }

    /// <summary>3: Schedule a meeting from the calendar and add a cloud-registered device.</summary>
    private async Task TestOneButtonToPushAsync(AdminPage pages, WorldRoom room, WorldPerson person)
    {
        var code = await world.Administrator.CreateActivationCodeAsync(room.Device, TestContext.Current.CancellationToken);
        var panel = await browser.OpenAsync(new Uri(world.Playground.Addresses.Gateway, $"rooms/{room.Device}#code={code}"));
        var calendar = await browser.OpenAsync(world.Playground.Addresses.Calendar);
        calendar.SetDefaultTimeout(60_000);
        await CalendarPage.BeginMeetingAsync(calendar, person);
        await calendar.Locator("input[name=subject]").FillAsync($"Test {room.Name}");
        // "... add @meet or @webex to the Location field." "... click Add room, and choose the device you want to add."
        await calendar.Locator("input[name=location]").FillAsync("@webex");
        await calendar.GetByLabel(room.Name).CheckAsync();
        await calendar.GetByRole(AriaRole.Button, new() { Name = "5 min", Exact = true }).ClickAsync();
        await calendar.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();

        // "When the meeting is scheduled to begin, verify that the Join button appears on the device."
        await Assertions.Expect(panel.Locator("#join")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await pages.GoToAsync($"admin/rooms/{room.Address}");
        await pages.SeeAsync("td .badge[data-button=yes]", "Join", "Присъединяване");
    }
}
