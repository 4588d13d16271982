using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <content>What administrators of the product, of TMS and of the bridge do.</content>
internal sealed partial class Upheavals
{
    /// <summary>A request that failed is tried again within an hour.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(90);

    /// <summary>Rooms take over when their calendars are read, which being told of a change brings about, or their period.</summary>
    private static readonly TimeSpan s_off = TimeSpan.FromMinutes(17);

    /// <summary>What cannot be booked is tried again within so long, however far ahead it is.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(6.1);
    private readonly List<string> _wrong = [];

    /// <summary>What was not right while it had to be.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    private async Task<string> UnmapAsync(Task editing)
    {
        var rooms = casts.SelectMany(cast => cast.Open).ToList();
        var room = rooms[_dice.Next(rooms.Count)];
        await world.UnmapAsync(room);
        await editing;
        for (var until = world.Time.GetUtcNow() + s_patience; world.FindBooked(room).Count > 0 && world.Time.GetUtcNow() < until;)
            await world.PassAsync();
        _wrong.AddRange(world.FindBooked(room).Select(row => $"{room.Name} has no system, but TMS books it for {row}"));
        await world.MapAsync(room);
        return $"{room.Name} has no system until TMS has nothing for it";
    }

    private async Task<string> RunShortOfPortsAsync(Task editing)
    {
        world.SetPorts(1);
        await editing;
        await world.PassAsync(TimeSpan.FromMinutes(1));
        world.SetPorts(int.MaxValue);
        await StopPremisesAsync();
        await world.PassWithoutPremisesAsync(s_longestPause);
        await StartPremisesAsync();
        return $"the bridge has no ports, then TMS is away for {s_longestPause.TotalHours} hours";
    }

    private async Task<string> SwitchOffAsync(Task editing)
    {
        var people = casts.SelectMany(cast => cast.People).Where(person => !person.IsOff && _dice.Next(2) == 0).ToList();
        await SwitchAsync(people, isOn: false);
        await editing;
        await world.PassAsync(longAway < s_off ? longAway : s_off);
        await SwitchAsync(people, isOn: true);
        return $"{people.Count} people are switched off and on again";
    }

    private async Task<string> SwitchOnAsync(Task editing)
    {
        var people = casts.SelectMany(cast => cast.People).Where(person => person.IsOff && _dice.Next(2) == 0).ToList();
        await SwitchAsync(people, isOn: true);
        await editing;
        return $"{people.Count} people are switched on";
    }

    private Task SwitchAsync(IEnumerable<CastPerson> people, bool isOn) => Parallel.ForEachAsync(people, async (person, _) => await world.SwitchAsync(person, isOn));

    private async Task TestLinksAsync()
    {
        for (var connector = 0; connector < ProductFolder.Connectors; connector++)
            await world.TestLinkAsync(connector);
    }
}
