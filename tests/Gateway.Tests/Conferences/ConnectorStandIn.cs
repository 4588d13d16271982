using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Connector.Requests;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>Serves the pool as a connector does, by the hand of a test.</summary>
internal sealed class ConnectorStandIn(GatewayHost gateway) : IConnectorObserver
{
    private readonly string _connection = Guid.NewGuid().ToString("N");
    private readonly Queue<ConferenceRequest> _taken = new();

    /// <summary>The meetings that this one was asked to book.</summary>
    private readonly HashSet<string> _asked = [];
    private IConnectorObserver? _reference;

    private IConnectorPoolGrain Pool => gateway.Grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool("main"));

    private OrganizationKeys Keys => gateway.App.Services.GetRequiredService<OrganizationKeys>();

    /// <summary>Meetings with <c>@meet</c> are TMS's, a room has a system there, and requests have a connector to go to.</summary>
    public async Task PrepareAsync()
    {
        await RegisterAsync();
        await ForgetAsync();
        (await gateway.Admin.PutAsJsonAsync("/api/tms-rooms/vitosha@contoso.example", new { systemId = 66 })).EnsureSuccessStatusCode();
        var settings = JsonNode.Parse(await gateway.Admin.GetStringAsync("/api/organization"))!.AsObject();
        settings["meetAction"] = "tms";
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/organization") { Content = JsonContent.Create(settings) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{settings["version"]}\"");
        (await gateway.Admin.SendAsync(request)).EnsureSuccessStatusCode();
    }

    /// <summary>Notes a connector.</summary>
    private Task RegisterAsync() => gateway.App.Services.GetRequiredService<ConnectorList>().PutAsync(new ConnectorRow { Id = "stand-in", Host = "stand-in.example" });

    /// <summary>Nothing is left of what other tests asked.</summary>
    private async Task ForgetAsync()
    {
        while (await HasMoreAsync())
        {
            while (_taken.TryDequeue(out var old))
                await Pool.Acknowledge(old.RequestId);
        }
        _asked.Clear();
    }

    /// <summary>The next request, and how it was sealed.</summary>
    public async Task<ConferenceRequest> NextAsync()
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (_taken.Count == 0)
        {
            await TakeAsync();
            if (_taken.Count == 0)
                await Task.Delay(20, deadline.Token);
        }
        return _taken.Dequeue();
    }

    /// <summary>Whether a request is there that was not taken yet.</summary>
    public async Task<bool> HasMoreAsync()
    {
        await TakeAsync();
        return _taken.Count > 0;
    }

    /// <summary>Moves the clock to where a request is due, and little further: its reminder may be set after the first move.</summary>
    public async Task MoreComesAsync(FakeTime time, TimeSpan due)
    {
        time.Advance(due);
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        for (var more = 0; !await HasMoreAsync(); more++)
        {
            if (more < 60)
                time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(50, deadline.Token);
        }
    }

    public Task AnswerAsync(ConferenceAnswer answer)
    {
        var key = Keys.Active.Link;
        return Pool.Answer(answer.RequestId, new SealedText(key.Id, LinkCipher.Seal(key, answer.RequestId, LinkWay.Answer, ConferenceJson.Write(answer))));
    }

    /// <summary>Does the next request with a connector's own handler, and answers it.</summary>
    public async Task<ConferenceAnswer> ServeAsync(IRequestHandler handler)
    {
        var request = await NextAsync();
        var answer = ConferenceJson.ReadAnswer(await handler.HandleAsync(request.RequestId, ConferenceJson.Write(request), TestContext.Current.CancellationToken));
        await AnswerAsync(answer);
        return answer;
    }

    public Task SpoilAsync(string requestId) => Pool.Unreadable(requestId, "The organization key of the request was revoked.");

    public Task Look() => Task.CompletedTask;

    public Task Test(string testId, bool books) => Task.CompletedTask;

    public Task End(LinkRefusal reason) => Task.CompletedTask;

    private async Task TakeAsync()
    {
        _reference ??= gateway.Grains.CreateObjectReference<IConnectorObserver>(this);
        (await Pool.Renew("stand-in", _connection, Readiness.Ready, _reference)).ShouldBeTrue();
        foreach (var request in await Pool.Take(_connection, 10))
        {
            request.Request.Jwe.ShouldNotContain("Plan");
            var asked = ConferenceJson.ReadRequest(
                LinkCipher.Open(Keys.Find(request.Request.KeyId)!.Link, request.RequestId, LinkWay.Request, request.Request.Jwe));
            if (asked.Kind == ConferenceRequestKind.Book)
                _asked.Add(asked.MeetingId);
            // What other tests cancelled soon after it was booked is cancelled once more.
            if (_asked.Contains(asked.MeetingId))
                _taken.Enqueue(asked);
            else
                await Pool.Acknowledge(asked.RequestId);
        }
    }
}
