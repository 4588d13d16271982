using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Premises;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Clusters;

/// <summary>
/// Meetings in rooms of TMS, made while a fault is under way: TMS has to have each once. The connector's link ends at the first gateway while that
/// one is there.
/// </summary>
internal sealed class TmsMeetings : IAsyncDisposable
{
    /// <summary>How many rooms it needs.</summary>
    public const int Rooms = 2;

    private const int AtOnce = 8;

    /// <summary>Of ten meetings the last four bring the link of somebody else: they need no conference, which another keyword makes here.</summary>
    private const int FirstWithLink = 6;
    private const int WithLink = 4;

    private static readonly TimeSpan s_slot = TimeSpan.FromMinutes(30);
    private readonly Organization _organization;
    private readonly TcpDoor _door;
    private readonly ChildServer _connector;
    private readonly DataFolder _data;
    private readonly int _people;
    private readonly int _firstRoom;
    private readonly List<PremisesMeeting> _made = [];

    private TmsMeetings(Organization organization, TcpDoor door, ChildServer connector, DataFolder data, int people, int firstRoom) =>
        (_organization, _door, _connector, _data, _people, _firstRoom) = (organization, door, connector, data, people, firstRoom);

    /// <param name="organization">Has a TMS, and people.</param>
    /// <param name="people">How many.</param>
    /// <param name="firstRoom">The first of <see cref="Rooms"/> rooms, which are made.</param>
    public static async Task<TmsMeetings> StartAsync(Organization organization, int people, int firstRoom)
    {
        var (door, data) = (TcpDoor.Open(port: 0, organization.GatewayAddresses, inTurn: false), new DataFolder());
        var key = organization.GatewayHttp.DefaultRequestHeaders.Authorization!.Parameter!;
        var connector = await TmsConnector.StartAsync(organization.SandboxHttp, door.Address, key, Path.Combine(data.Path, "connector"));
        await organization.Setup.AddTmsRoomsAsync(firstRoom, Rooms);
        return new TmsMeetings(organization, door, connector, data, people, firstRoom);
    }

    /// <summary>Makes some more.</summary>
    public async Task MakeAsync()
    {
        foreach (var number in Enumerable.Range(_made.Count, AtOnce))
        {
            var meeting = new PremisesMeeting(
                (number / WithLink * 10) + FirstWithLink + (number % WithLink), number % _people, _firstRoom + (number % Rooms), Output.Tomorrow + (number / Rooms * s_slot));
            _made.Add(meeting with { EventId = await _organization.Calendar.CreateAsync(meeting.Organizer, meeting.ToEvent()) });
        }
    }

    /// <summary>Waits until TMS has each.</summary>
    /// <returns>How many it has not once, in their room and at their time.</returns>
    public async Task<int> CountWrongAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var wrong = await new TmsChecker(_organization.SandboxHttp, _organization.Calendar).FindWrongAsync(_made);
            if (wrong.Count == 0 || deadline.IsCancellationRequested)
            {
                foreach (var problem in wrong)
                    Output.Say(problem);
                return wrong.Count;
            }
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connector.DisposeAsync();
        await _door.DisposeAsync();
        _data.Dispose();
    }
}
