using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Series;

/// <summary>Nothing is kept of meetings that take place no more, on a clock that the test moves.</summary>
public sealed class SeriesLifeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTime _time = new(s_start);
    private readonly GatewayHost _gateway;

    public SeriesLifeTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_removed_meeting_is_forgotten_a_day_later_and_until_then_known_to_be_removed()
    {
        var series = await SeeAsync("removed");
        await series.Removed();
        await AdvanceAsync(TimeSpan.FromHours(23));
        (await series.GetTimeline()).Entries.ShouldContain(entry => entry.Text.Contains("cancelled or deleted", StringComparison.Ordinal));

        await AdvanceAsync(TimeSpan.FromHours(3));

        await EventuallyAsync(async () => (await series.GetTimeline()).Entries.IsEmpty);
        (await StoredAsync()).ShouldNotContain("series:removed");
    }

    [Fact]
    public async Task A_meeting_that_comes_back_is_kept()
    {
        var series = await SeeAsync("back");
        await series.Removed();
        await AdvanceAsync(TimeSpan.FromHours(1));
        await series.Saw(Sighting("back"));
        await AdvanceAsync(TimeSpan.FromHours(30));
        (await series.GetDetails()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_meeting_that_ended_is_forgotten_also_when_nobody_looks_after_its_organizer()
    {
        var series = await SeeAsync("ended");
        await AdvanceAsync(TimeSpan.FromDays(12));
        (await series.GetDetails()).ShouldNotBeNull();

        await AdvanceAsync(TimeSpan.FromDays(2));

        await EventuallyAsync(async () => await series.GetDetails() is null);
        (await StoredAsync()).ShouldNotContain("series:ended");
        (await _gateway.App.Services.GetRequiredService<Catalog>().FindMeetingsAsync(["ended"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reminder_that_outlives_its_meeting_ends_itself()
    {
        var forgotten = _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("forgotten"));

        foreach (var reminder in new[] { "conference", "work", "forget" })
            await forgotten.AsReference<IRemindable>().ReceiveReminder(reminder, default);

        (await forgotten.GetDetails()).ShouldBeNull();
        (await StoredAsync()).ShouldBeEmpty();
    }

    private static MeetingSighting Sighting(string uid) => new()
    {
        ICalUId = uid, Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Start = s_start.AddDays(10), End = s_start.AddDays(10).AddHours(1),
        LastEnd = s_start.AddDays(10).AddHours(1),
    };

    private async Task<IMeetingSeriesGrain> SeeAsync(string uid)
    {
        var series = _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));
        await series.Saw(Sighting(uid));
        return series;
    }

    private Task<IReadOnlyList<string>> StoredAsync() => _gateway.App.Services.GetRequiredService<IStoredSeries>().ListAsync(null, 100);

    /// <summary>In steps: what one timer starts may set the next.</summary>
    private async Task AdvanceAsync(TimeSpan time)
    {
        var step = TimeSpan.FromMinutes(30);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _time.Advance(step);
            await Task.Yield();
        }
    }

    /// <summary>What a tick starts goes on by itself; time passes until it is seen.</summary>
    private async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            tries.ShouldBeLessThan(3000, "It does not come to be so.");
            _time.Advance(TimeSpan.FromMinutes(30));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
