using System.Globalization;
using System.Xml.Linq;

namespace HybridCalendar.Connector.Tms;

/// <summary>The remote setup service of TMS: what it manages, and who its users are.</summary>
internal sealed class TmsSetup(TmsSoap soap, TmsServer server)
{
    private static readonly XNamespace Ns = TmsNames.RemoteSetup;

    /// <summary>The rooms and devices; TMS lists no bridges here.</summary>
    public async Task<IReadOnlyList<TmsSystem>> SystemsAsync(CancellationToken cancel) =>
    [
        .. from system in await ListAsync("GetSystems", cancel)
           let id = Number(Text(system, "SystemId"))
           where id > 0
           select new TmsSystem(id.Value, Text(system, "SystemName"), Text(system.Element(Ns + "SystemCategory"), "systemCategory")),
    ];

    public async Task<IReadOnlyList<TmsUser>> UsersAsync(CancellationToken cancel) =>
    [
        .. from user in await ListAsync("GetUsers", cancel)
           select new TmsUser(Text(user, "UserName"), Text(user, "EmailAddress"), Text(user.Element(Ns + "TimeZone"), "TimezoneName")),
    ];

    /// <summary>Whether the account may book for others.</summary>
    public Task<bool> MayBookOnBehalfAsync(CancellationToken cancel) => FlagAsync("IsTMSBookOnBehalfUser", cancel);

    /// <summary>Whether TMS's parts work, as TMS sees it.</summary>
    public Task<bool> IsAliveAsync(CancellationToken cancel) => FlagAsync("IsAlive", cancel);

    private async Task<bool> FlagAsync(string operation, CancellationToken cancel) => (await CallAsync(operation, cancel))?.Value is "true" or "1";

    private async Task<IEnumerable<XElement>> ListAsync(string operation, CancellationToken cancel) => (await CallAsync(operation, cancel))?.Elements() ?? [];

    private async Task<XElement?> CallAsync(string operation, CancellationToken cancel)
    {
        var known = await server.GetAsync(cancel);
        return TmsEnvelope.Result(await soap.CallAsync(TmsService.RemoteSetup, operation, known.Version, [], cancel), operation);
    }

    private static string Text(XElement? parent, string name) => parent?.Element(Ns + name)?.Value.Trim() ?? "";

    private static long? Number(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
