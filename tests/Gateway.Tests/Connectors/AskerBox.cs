using System.Collections.Concurrent;
using System.Threading.Channels;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>What an asker was told.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Answer">Its answer, sealed.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record Told(string RequestId, SealedText? Answer, string? Problem);

/// <summary>An asker from the test's side: it asks, and is told.</summary>
internal sealed class AskerBox
{
    private static readonly ConcurrentDictionary<string, AskerBox> s_all = new();
    private readonly string _key = $"asker:{Guid.NewGuid():N}";
    private readonly Channel<Told> _told = Channel.CreateUnbounded<Told>();
    private readonly Func<GatewayHost> _gateway;

    private readonly string _organization;

    public AskerBox(Func<GatewayHost> gateway, string organization = "main")
    {
        (_gateway, _organization) = (gateway, organization);
        s_all[_key] = this;
    }

    /// <summary>Whether what it is told is acknowledged at once.</summary>
    public bool Acknowledges { get; set; } = true;

    public static AskerBox Of(string key) => s_all[key];

    /// <summary>The pool that it asks.</summary>
    public IConnectorPoolGrain Pool => _gateway().Grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool(_organization));

    /// <summary>Unlike any other's.</summary>
    public string Name => GrainKeys.IdOf(_key);

    public Task AskAsync(string id, string json = """{"title":"Acquisition of Zagora"}""")
    {
        var key = Keys.Active.Link;
        return Pool.Ask(id, new SealedText(key.Id, LinkCipher.Seal(key, id, LinkWay.Request, json)), $"{AskerGrain.TypeName}/{_key}");
    }

    /// <summary>What it is told next.</summary>
    public Task<Told> NextAsync() => _told.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.LongDeadline);

    /// <summary>What it was told besides.</summary>
    public IReadOnlyList<Told> Rest()
    {
        var rest = new List<Told>();
        while (_told.Reader.TryRead(out var told))
            rest.Add(told);
        return rest;
    }

    public string Open(Told told) => LinkCipher.Open(Keys.Find(told.Answer!.KeyId)!.Link, told.RequestId, LinkWay.Answer, told.Answer.Jwe);

    internal async Task TakeAsync(Told told)
    {
        if (Acknowledges)
            await Pool.Acknowledge(told.RequestId);
        _told.Writer.TryWrite(told);
    }

    private OrganizationKeys Keys => _gateway().App.Services.GetRequiredService<OrganizationKeys>();
}
