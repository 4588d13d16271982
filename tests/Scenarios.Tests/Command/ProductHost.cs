using System.Globalization;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Sandbox.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Scenarios.Tests.Command;

/// <summary>
/// The product in a process of its own that can be killed, on a clock that the scenarios move: each line that it reads is a number of
/// seconds to move on, or to sleep, and each that it writes says that it has, and that what fell due was begun. It ends with its input: who started it
/// may have been killed.
/// </summary>
internal static class ProductHost
{
    public const string Argument = "--product";

    /// <summary>Before a number of seconds: they pass at once.</summary>
    public const string Sleep = "sleep ";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <param name="args">The argument, by how many ticks the world's clock is ahead of the machine's, and the product's settings.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ahead = TimeSpan.FromTicks(long.Parse(args[1], CultureInfo.InvariantCulture));
        using var clock = new VirtualClock(start: TimeProvider.System.GetUtcNow() + ahead);
        await using var app = GatewayApp.Build(args[2..], builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await app.StartAsync();
        var obeys = Task.Run(() => ObeyAsync(clock, app.Lifetime));
        await app.WaitForShutdownAsync();
        // Asked to end by a signal, it has input still.
        if (obeys.IsCompleted)
            await obeys;
        return 0;
    }

    private static async Task ObeyAsync(VirtualClock clock, IHostApplicationLifetime life)
    {
        try
        {
            await ObeyAsync(clock);
        }
        finally
        {
            life.StopApplication();
        }
    }

    private static async Task ObeyAsync(VirtualClock clock)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Sleep, StringComparison.Ordinal))
                clock.Jump(Seconds(line[Sleep.Length..]));
            else
                clock.Advance(Seconds(line));
            var began = TimeProvider.System.GetTimestamp();
            while (ThreadPool.PendingWorkItemCount > 0 && TimeProvider.System.GetElapsedTime(began) < s_longest)
                await Task.Delay(s_look);
            await Console.Out.WriteLineAsync(line);
        }
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
