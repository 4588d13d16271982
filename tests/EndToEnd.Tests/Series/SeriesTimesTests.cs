using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Series;

/// <summary>Whole days and changes of the clock, from an Outlook through Graph to a device's list. What is expected is written in UTC.</summary>
public sealed class SeriesTimesTests(SpringWorld world) : IClassFixture<SpringWorld>
{
    private const string Helsinki = "FLE Standard Time";
    private const string Seattle = "Pacific Standard Time";

    [Theory]
    [InlineData("UTC", "2027-03-09T00:00Z", "2027-03-10T00:00Z")]
    [InlineData(Helsinki, "2027-03-09T22:00Z", "2027-03-10T22:00Z")]
    [InlineData(Seattle, "2027-03-11T08:00Z", "2027-03-12T08:00Z")]
    [InlineData(Seattle, "2027-03-13T08:00Z", "2027-03-15T07:00Z")]
    public async Task Whole_days_are_those_of_the_zone_they_were_made_in(string zone, string from, string to)
    {
        await AllowAllAsync();
        var (start, end) = (At(from), At(to));

        var days = await world.Outlook.ScheduleAsync(New(start, end - start, zone) with { IsAllDay = true });

        await ShowsAsync((start, (int)(end - start).TotalMinutes));
        await world.InvitationHoldsAsync(days, blocks: 1);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task Whole_days_that_repeat_over_a_change_of_the_clock_follow_each_other_without_a_gap()
    {
        await AllowAllAsync();
        var draft = New(At("2027-03-26T22:00Z"), TimeSpan.FromDays(1), Helsinki) with { IsAllDay = true };

        var series = await world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Daily(new DateOnly(2027, 3, 27), 3, Helsinki) });

        await ShowsAsync((At("2027-03-26T22:00Z"), 1440), (At("2027-03-27T22:00Z"), 1380), (At("2027-03-28T21:00Z"), 1440));
        await world.DevicesAreRightAsync();

        // One of them is another day, and so an exception.
        await world.Outlook.ChangeAsync((await world.Outlook.ReadOccurrencesAsync(series))[2], new { location = new { displayName = "@webex:onetime" } });

        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(draft.Subject)).Count == 1 ? null : "The exception has no Webex meeting.");
        var made = (await world.Trouble.WebexMeetingsAsync(draft.Subject))[0].GetProperty("sipAddress").GetString();
        await world.DeviceShowsAsync(SandboxWorld.Pirin, At("2027-03-28T21:00Z"), made);
        await world.DeviceShowsAsync(SandboxWorld.Pirin, At("2027-03-27T22:00Z"), "anna@");
        await world.DevicesAreRightAsync();
    }

    [Theory]
    [InlineData(Helsinki, "2027-03-27", "2027-03-27T08:00Z", "2027-03-28T07:00Z", "2027-03-29T07:00Z")]
    [InlineData(Seattle, "2027-03-13", "2027-03-13T17:00Z", "2027-03-14T16:00Z", "2027-03-15T16:00Z")]
    [InlineData("UTC", "2027-03-27", "2027-03-27T09:00Z", "2027-03-28T09:00Z", "2027-03-29T09:00Z")]
    public async Task A_series_keeps_the_wall_clocks_time_of_its_zone(string zone, string day, params string[] starts)
    {
        await AllowAllAsync();
        var draft = New(At(starts[0]), TimeSpan.FromMinutes(45), zone);

        var series = await world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Daily(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), starts.Length, zone) });

        await ShowsAsync([.. starts.Select(start => (At(start), 45))]);
        await world.InvitationHoldsAsync(series, blocks: 1);
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task A_time_that_a_night_does_not_have_is_that_much_after_the_clock_goes_on()
    {
        await AllowAllAsync();
        var draft = New(At("2027-03-13T10:30Z"), TimeSpan.FromMinutes(90), Seattle);

        await world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Daily(new DateOnly(2027, 3, 13), 3, Seattle) });

        // From 2:30 to 4:00, of which that night has the half hour from 3:30.
        await ShowsAsync((At("2027-03-13T10:30Z"), 90), (At("2027-03-14T10:30Z"), 30), (At("2027-03-15T09:30Z"), 90));
        await world.DevicesAreRightAsync();
    }

    private Draft New(DateTimeOffset start, TimeSpan length, string zone) =>
        world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Pirin) with { Start = start, Length = length, Zone = zone };

    private async Task ShowsAsync(params (DateTimeOffset Start, int Minutes)[] expected)
    {
        foreach (var (start, minutes) in expected)
        {
            await world.DeviceShowsAsync(SandboxWorld.Pirin, start, "anna@");
            world.BookingAt(SandboxWorld.Pirin, start)!.Duration.ShouldBe(minutes);
        }
    }

    private Task AllowAllAsync() => world.Trouble.SetPolicyAsync(SandboxWorld.Pirin.Address, new { allowConflicts = true, maximumDurationInMinutes = 10_000 });

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
