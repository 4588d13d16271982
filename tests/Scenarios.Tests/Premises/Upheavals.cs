using HybridCalendar.Sandbox.Tms.Control;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>Strikes at times, and in ways, that a seed decides.</summary>
/// <param name="world">What they befall.</param>
/// <param name="seed">The seed.</param>
/// <param name="longAway">How long TMS is away when it is away for long.</param>
/// <param name="casts">The people and rooms of the scenarios.</param>
internal sealed partial class Upheavals(PremisesWorld world, int seed, TimeSpan longAway, IReadOnlyList<PremisesCast> casts)
{
    /// <summary>All of it together is less than the instance lasts that runs all the while.</summary>
    private static readonly TimeSpan s_hours = TimeSpan.FromHours(1);

    private const int MostMsBefore = 500;
    private const int MostMsAway = 800;
    private const string Save = "SaveConferenceWithMode";

    /// <summary>Longer than it takes to kill the connector that asked for it, and another one to do the same and more.</summary>
    private const int MostMsLate = 20_000;
    private static readonly TmsFaultSwitch s_slow = new(TmsFaultKind.Delay, DelayMs: 15);

    private static readonly TmsFaultKind[] s_faults =
    [
        TmsFaultKind.Unavailable, TmsFaultKind.Unauthorized, TmsFaultKind.Drop, TmsFaultKind.LoseAnswer, TmsFaultKind.LoseSessions, TmsFaultKind.DatabaseDown,
        TmsFaultKind.DeviceUnreachable,
    ];

    private readonly Random _dice = new(seed);

    /// <summary>Every kind of blow once, in an order of the seed's.</summary>
    public IReadOnlyList<Blow> Plan()
    {
        var blows = Enum.GetValues<Blow>();
        _dice.Shuffle(blows);
        return blows;
    }

    /// <summary>TMS always takes a while, and at times a long one, so that blows strike in the middle of something.</summary>
    public void Begin() => world.SetFaults(s_slow, AnyLate());

    public async Task EndAsync()
    {
        world.SetFaults();
        await world.HearAsync();
        await TestLinksAsync();
        _wrong.AddRange(world.FindTests());
    }

    /// <summary>Waits a while, strikes, and mends it after another while.</summary>
    /// <param name="blow">How.</param>
    /// <param name="editing">The edits that are made meanwhile.</param>
    /// <returns>What was done.</returns>
    public async Task<string> StrikeAsync(Blow blow, Task editing)
    {
        var before = _dice.Next(MostMsBefore);
        await Task.Delay(before);
        var done = $"after {before} ms {await StrikeNowAsync(blow, editing)}";
        await editing;
        return done;
    }

    private async Task<string> StrikeNowAsync(Blow blow, Task editing)
    {
        switch (blow)
        {
            case Blow.TmsForLong:
                await world.StopTmsAsync();
                await editing;
                await world.PassAsync(longAway);
                await world.StartTmsAsync();
                return $"TMS is away for {longAway.TotalMinutes} minutes";
            case Blow.PremisesForHours:
                await StopPremisesAsync();
                await editing;
                await world.PassWithoutPremisesAsync(s_hours);
                await StartPremisesAsync();
                return $"TMS and the connectors are away for {s_hours.TotalHours} hours";
            case Blow.Keys:
                await world.ChangeKeysAsync();
                return "the key is rotated and revoked";
            case Blow.Mapping:
                return await UnmapAsync(editing);
            case Blow.PortsShort:
                return await RunShortOfPortsAsync(editing);
            case Blow.SwitchedOff:
                return await SwitchOffAsync(editing);
            case Blow.SwitchedOn:
                return await SwitchOnAsync(editing);
            case Blow.LinkTest:
                await Task.WhenAll(editing, TestLinksAsync());
                return "the links to TMS are tested";
            case Blow.Connector:
                var number = _dice.Next(ProductFolder.Connectors);
                world.KillConnector(number);
                await AwayAsync();
                await world.StartConnectorAsync(number);
                return $"connector {number} is killed";
            case Blow.Gateway:
                world.KillGateway();
                await AwayAsync();
                await world.StartGatewayAsync();
                return "the gateway is killed";
            case Blow.Tms:
                await world.StopTmsAsync();
                await AwayAsync();
                await world.StartTmsAsync();
                return "TMS ends";
            case Blow.Everything:
                await KillEverythingAsync();
                return "everything is killed";
            case Blow.Silence:
                await world.SilenceAsync();
                return "Graph tells nothing any more";
            default:
                List<TmsFaultSwitch> faults = [s_slow, AnyLate(), AnyCut(), .. Enumerable.Range(0, 3).Select(_ => AnyFault())];
                world.SetFaults(faults);
                return $"TMS has the faults {string.Join(", ", faults.Where(fault => fault.Count is not null).Select(fault => $"{fault.Kind} for {fault.Count} calls"))}";
        }
    }

    private async Task KillEverythingAsync()
    {
        world.KillGateway();
        await StopPremisesAsync();
        await AwayAsync();
        await Task.WhenAll(world.StartGatewayAsync(), StartPremisesAsync());
    }

    private Task StopPremisesAsync()
    {
        for (var connector = 0; connector < ProductFolder.Connectors; connector++)
            world.KillConnector(connector);
        return world.StopTmsAsync();
    }

    private async Task StartPremisesAsync()
    {
        await world.StartTmsAsync();
        await Task.WhenAll(Enumerable.Range(0, ProductFolder.Connectors).Select(world.StartConnectorAsync));
    }

    private TmsFaultSwitch AnyLate() => new(TmsFaultKind.Late, Save, _dice.Next(MostMsLate), Probability: 0.03, Seed: _dice.Next());

    private TmsFaultSwitch AnyCut() => new(TmsFaultKind.Cut, Save, _dice.Next(MostMsLate), Probability: 0.5, Seed: _dice.Next(), Count: _dice.Next(1, 8));

    private TmsFaultSwitch AnyFault() => new(s_faults[_dice.Next(s_faults.Length)], Probability: 0.5, Seed: _dice.Next(), Count: _dice.Next(1, 8));

    private Task AwayAsync() => Task.Delay(_dice.Next(MostMsAway));
}
