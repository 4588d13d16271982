using System.Text.Json;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox.Demo.Premises;

/// <summary>The scenario <c>premises</c>: everything with TMS and a connector, on a clock that can be moved into a running meeting.</summary>
public static class PremisesDemo
{
    /// <summary>A series that is moved by an hour must stay on its day in UTC.</summary>
    private const int LastHourToBegin = 20;

    /// <param name="report">Told each step.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<DemoStep>> PlayAsync(Action<DemoStep> report, CancellationToken cancellationToken)
    {
        using var clock = new VirtualClock(start: Begin(TimeProvider.System.GetUtcNow()));
        var addresses = PlaygroundAddresses.Free() with { Tms = new Uri("https://localhost:0") };
        await using var playground = await Playground.StartAsync(
            addresses, startGateway: (settings, cancel) => StartGatewayAsync(settings, clock, cancel), time: clock, cancellationToken: cancellationToken);
        await playground.Administrator.ChangeOrganizationAsync("meetAction", "tms", cancellationToken);
        using var outlook = await DemoCalendar.SignInAsync(playground.Addresses.Sandbox, cancellationToken);
        var watch = new PremisesWatch(playground.Sandbox.Services, outlook, clock);
        var checks = new DemoChecks(report);
        await checks.StepAsync("The connector is operational, and serves", () => ConnectorProblemAsync(playground.Administrator, cancellationToken), cancellationToken);
        await new IntegrationScript(outlook, watch, checks, clock).PlayAsync(cancellationToken);
        await new ActiveInstanceScript(outlook, watch, checks, clock).PlayAsync(cancellationToken);
        return checks.Steps;
    }

    /// <summary>The next full minute: TMS and calendars keep no seconds.</summary>
    internal static DateTimeOffset MinuteAfter(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static DateTimeOffset Begin(DateTimeOffset now) => now.Hour > LastHourToBegin ? new DateTimeOffset(now.Date.AddDays(1), TimeSpan.Zero) : now;

    private static Task<IAsyncDisposable> StartGatewayAsync(string[] settings, VirtualClock clock, CancellationToken cancellationToken) =>
        // A clock that is moved makes calls look slow, which the product warns of.
        GatewayInProcess.StartAsync([.. settings, "--Logging:LogLevel:Default=Error"], builder => builder.Services.AddSingleton<TimeProvider>(clock), cancellationToken);

    private static async Task<string?> ConnectorProblemAsync(Administrator administrator, CancellationToken cancellationToken)
    {
        var all = await administrator.GetAsync("api/connectors", cancellationToken);
        if (all.GetProperty("connectors").EnumerateArray().Single().GetProperty("status") is not { ValueKind: JsonValueKind.Object } status
            || all.GetProperty("requests") is not { ValueKind: JsonValueKind.Object } requests)
            return "it cannot be asked now";
        var health = status.GetProperty("health").ToString();
        return !health.Equals("operational", StringComparison.OrdinalIgnoreCase) ? $"its status is {health}"
            : requests.GetProperty("activeConnector").ValueKind == JsonValueKind.Null ? "it stands by"
            : null;
    }
}
