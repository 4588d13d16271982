using System.Collections.Concurrent;
using System.Diagnostics;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Streams;

namespace HybridCalendar.Bench.Clusters;

/// <summary>The blows of one fault, each with as many changes at that very moment as there are rooms: when all have arrived, devices are right again.</summary>
/// <param name="load">Makes the changes.</param>
/// <param name="panels">One for each room.</param>
/// <param name="devices">What the rooms' devices of the Webex cloud show.</param>
/// <param name="spaces">Asked for at each blow.</param>
/// <param name="tms">Meetings made at each blow.</param>
internal sealed class Blows(ChangeLoad load, Panels panels, DeviceWatch devices, SpaceMeetings spaces, TmsMeetings tms)
{
    private readonly List<Task<Blow>> _all = [];
    private Task _asking = Task.CompletedTask;

    /// <summary>Something was struck just now. Others may follow before this one is over, but not at the same time.</summary>
    public void Add()
    {
        var struck = Stopwatch.GetTimestamp();
        _asking = AskAsync(_asking);
        _all.Add(MeasureAsync(struck, _asking));
    }

    /// <summary>Waits until devices and panels are right after all of them.</summary>
    public async Task<IReadOnlyList<Blow>> EndAsync() => await Task.WhenAll(_all);

    private async Task AskAsync(Task before)
    {
        await before;
        await Task.WhenAll(spaces.MakeAsync(), tms.MakeAsync());
    }

    private async Task<Blow> MeasureAsync(long struck, Task asking)
    {
        var arrived = new ConcurrentQueue<double>();
        var changes = await Task.WhenAll(panels.All.Select(_ => Task.Run(ChangeAsync)));
        var behind = await panels.CountBehindAsync(devices, load.Limit);
        var panelsRight = SecondsSince(struck);
        await asking;
        return new Blow(changes, arrived.Order().ElementAt(arrived.Count / 2), arrived.Max(), behind == 0 ? panelsRight : null);

        async Task<ChangeResult> ChangeAsync()
        {
            var result = await load.ChangeAsync();
            arrived.Enqueue(SecondsSince(struck));
            return result;
        }
    }

    private static double SecondsSince(long moment) => Math.Round(Stopwatch.GetElapsedTime(moment).TotalSeconds, 1);
}
