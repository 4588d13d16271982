using System.Globalization;
using HybridCalendar.Connector;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Sandbox.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>
/// A gateway or connector in a process of its own that can be killed, on a clock that is moved from outside: each line that it reads is a
/// number of seconds to move on, and each that it writes says that it has. It ends with its input.
/// </summary>
internal static class RoleHost
{
    public const string Argument = "--role";

    public const string Ready = "ready";

    /// <param name="args">The argument, the role, how far the clock is before the system's in ticks, and the settings.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ahead = TimeSpan.FromTicks(long.Parse(args[2], CultureInfo.InvariantCulture));
        using var clock = new VirtualClock(start: TimeProvider.System.GetUtcNow() + ahead);
        var host = Build(Enum.Parse<Role>(args[1]), args[3..], clock);
        await host.StartAsync();
        await Console.Out.WriteLineAsync(Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            clock.Advance(TimeSpan.FromSeconds(double.Parse(line, CultureInfo.InvariantCulture)));
            await Console.Out.WriteLineAsync(line);
        }
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        return 0;
    }

    private static IHost Build(Role role, string[] settings, VirtualClock clock) => role == Role.Connector
        ? ConnectorHost.Build(settings, clock)
        : GatewayApp.Build(settings, builder => builder.Services.AddSingleton<TimeProvider>(clock));
}
