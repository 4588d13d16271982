using System.Globalization;
using System.Runtime.CompilerServices;
using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Conferences.Rooms;

namespace HybridCalendar.Connector.Check;

/// <summary>Goes through what the integration needs of TMS, in the order in which one thing builds on the other.</summary>
internal sealed class TmsCheck(TmsServer server, TmsSetup setup, TestBooking booking)
{
    /// <param name="rooms">The table of rooms to compare with TMS's systems; null for none.</param>
    /// <param name="books">Whether a test meeting is booked and taken out again.</param>
    /// <param name="cancel">Ends the check early.</param>
    public async IAsyncEnumerable<CheckResult> RunAsync(RoomMappingFile? rooms, bool books, [EnumeratorCancellation] CancellationToken cancel)
    {
        var link = await TryAsync("Link to TMS", async () =>
        {
            // What was learned an hour ago says nothing of now.
            await server.AskAnewAsync(cancel);
            var known = await server.GetAsync(cancel);
            return Good(string.Create(CultureInfo.InvariantCulture,
                $"TMS answers with a valid CA-signed certificate and takes the account; its Booking API has version {known.ServerVersion}."));
        });
        yield return link;
        if (link.State == CheckState.Bad)
            yield break;
        yield return await TryAsync("Clock", async () => Clock(await server.GetAsync(cancel)));
        yield return await TryAsync("TMS's parts", async () => await setup.IsAliveAsync(cancel)
            ? Good("TMS says that it works.")
            : Bad("TMS says that a part of it does not work: see its Activity Status and tickets."));
        yield return await TryAsync("Book on behalf", async () => await setup.MayBookOnBehalfAsync(cancel)
            ? Good("The account may book for the organizers.")
            : Bad("The account may not book for others: give its group in TMS the permissions Booking and Book on behalf of."));
        IReadOnlyList<TmsSystem> systems = [];
        yield return await TryAsync("Systems", async () =>
        {
            systems = await setup.SystemsAsync(cancel);
            return systems.Count > 0
                ? Good(string.Create(CultureInfo.InvariantCulture, $"TMS manages {systems.Count} rooms and devices."))
                : new CheckResult("", CheckState.Warning, "TMS manages no room or device: only meetings for people who dial in can be booked.");
        });
        foreach (var result in Rooms(rooms, systems))
            yield return result;
        yield return books
            ? await TryAsync("Test meeting", () => booking.RunAsync(cancel))
            : new CheckResult("Test meeting", CheckState.Skipped, "Not booked; --book books a meeting for tomorrow and takes it out again.");
    }

    private static async Task<CheckResult> TryAsync(string name, Func<Task<CheckResult>> check)
    {
        try
        {
            return await check() with { Name = name };
        }
        catch (TmsException refused)
        {
            return Bad(refused.Message) with { Name = name };
        }
    }

    private static CheckResult Clock(TmsServer.Known known) =>
        known.Ahead is not { } ahead ? new CheckResult("", CheckState.Skipped, "TMS does not tell its time.")
        : ClockDifference.Problem(ahead) is { } problem ? new CheckResult("", CheckState.Warning, problem)
        : Good("TMS's clock and this machine's agree.");

    private static IEnumerable<CheckResult> Rooms(RoomMappingFile? rooms, IReadOnlyList<TmsSystem> systems)
    {
        const string name = "Room mailboxes";
        if (rooms is null)
            return [new CheckResult(name, CheckState.Skipped, "No table given; --rooms FILE compares one with TMS's systems.")];
        var resolved = rooms.IsUsable ? RoomMappingResolver.Resolve(rooms.Mappings, [.. systems.Select(system => (system.Id, system.Name))]) : rooms;
        var where = rooms.IsUsable ? "row" : "line";
        return resolved.IsUsable
            ? [Good(string.Create(CultureInfo.InvariantCulture, $"All {resolved.Mappings.Count} rooms have their system in TMS.")) with { Name = name }]
            : resolved.Problems.Select(problem => new CheckResult(name, CheckState.Bad, string.Create(CultureInfo.InvariantCulture, $"{where} {problem.Line}: {problem.Text}")));
    }

    private static CheckResult Good(string text) => new("", CheckState.Good, text);

    private static CheckResult Bad(string text) => new("", CheckState.Bad, text);
}
