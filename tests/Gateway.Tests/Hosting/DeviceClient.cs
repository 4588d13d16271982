using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>A device's end of its stream.</summary>
internal sealed class DeviceClient : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private DeviceClient(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<DeviceClient> OpenAsync(GatewayHost gateway, string id, string token, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/devices/{id}/bookings");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await gateway.Anyone.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new DeviceClient(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, of whatever kind; null at the stream's end.</summary>
    public async Task<SseItem<string>?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(GatewayHost.Deadline) ? _events.Current : null;

    /// <summary>The next event that is no heartbeat.</summary>
    public async Task<SseItem<string>> NextNewsAsync()
    {
        while (true)
        {
            var item = (await NextAsync()).ShouldNotBeNull();
            if (item.EventType != "heartbeat")
                return item;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The response first: the enumerator may be waiting for the next event.
        _response.Dispose();
        await _events.DisposeAsync();
    }
}
