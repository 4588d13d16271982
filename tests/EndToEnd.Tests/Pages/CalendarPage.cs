using HybridCalendar.Sandbox;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>The calendar in a person's browser.</summary>
internal static class CalendarPage
{
    /// <summary>Opens the form for a new meeting of a person.</summary>
    /// <param name="calendar">The page of calendars.</param>
    /// <param name="who">Whose calendar.</param>
    public static async Task BeginMeetingAsync(IPage calendar, WorldPerson who)
    {
        // To choose somebody on the page closes what is open there, as soon as his settings have come.
        await calendar.EvaluateAsync("mail => localStorage.setItem('sandbox.who', mail)", who.Address);
        await calendar.ReloadAsync();
        await Assertions.Expect(calendar.Locator("#range")).Not.ToBeEmptyAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(calendar.Locator("#who")).ToHaveValueAsync(who.Address);
        await calendar.Locator("#new").ClickAsync();
    }
}
