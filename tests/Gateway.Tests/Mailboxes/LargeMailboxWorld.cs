using HybridCalendar.Clients.Office365;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A gateway that reads one large calendar, on a clock that tests move.</summary>
public abstract class LargeMailboxWorld : IAsyncLifetime
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private const string WholeRead = "The whole calendar was read";
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly GatewayHost _gateway;

    private protected LargeMailboxWorld()
    {
        Calendar = new LargeCalendar(Time, s_start);
        _gateway = new GatewayHost(Time)
        {
            Adjust = services => services.AddSingleton<IOffice365Calendar>(Calendar).AddSingleton<IIncomingGrainCallFilter>(Told),
        };
    }

    private protected FakeTime Time { get; } = new(s_start);

    private protected LargeCalendar Calendar { get; }

    /// <summary>Where subscriptions are made.</summary>
    private protected FakeOffice365 Office365 => _gateway.Office365;

    /// <summary>The data directory.</summary>
    private protected string Folder => _gateway.Folder;

    /// <summary>What series were shown.</summary>
    private protected ToldSeries Told { get; } = new();

    private protected IUserGrain User => _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User("anna@contoso.example"));

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _gateway.DisposeAsync();
    }

    private protected Task SwitchAsync(bool isOn, string? personalRoom = null) =>
        User.Configure(new UserSettings { DisplayName = "Anna", Enabled = isOn, PersonalRoomLink = personalRoom });

    private protected Task<SeriesDetails?> DetailsAsync(string id) => _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(id)).GetDetails();

    private protected async Task<string?> DialsAsync(string id) => (await DetailsAsync(id))?.Join.Target?.Address;

    /// <summary>What others are told of the mailbox.</summary>
    private protected async Task<MailboxWatch> WatchAsync() =>
        (await _gateway.App.Services.GetRequiredService<Catalog>().FindUsersAsync(["anna@contoso.example"])).Single().Value;

    private protected static int WholeReads(Timeline timeline) => timeline.Entries.Count(entry => entry.Text.StartsWith(WholeRead, StringComparison.Ordinal));

    /// <summary>Waits until the calendar was read whole.</summary>
    /// <param name="passing">By how much the clock is moved again and again, for what waits for a time.</param>
    private protected Task IsReadAsync(TimeSpan passing = default) => EventuallyAsync(async () => WholeReads(await User.TimelineAtRestAsync()) > 0, passing);

    private protected async Task EventuallyAsync(Func<Task<bool>> isSo, TimeSpan passing = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        while (!await isSo())
        {
            await Task.Delay(20, deadline.Token);
            Time.Advance(passing);
        }
    }
}
