using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Systems;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Push;

/// <summary>
/// Tells devices their bookings as TMS does: a pass over all systems, a pause, the next pass. A device is sent its whole list, three
/// days of it, when that has changed since it last took one.
/// </summary>
internal sealed class BookingsPusher(TmsWorld world) : IDisposable
{
    public static readonly Duration Horizon = Duration.FromHours(72);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentDictionary<int, string> _taken = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Passes until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await PassAsync(stop);
            await Task.Delay(TimeSpan.FromSeconds(world.Options.PushPauseSeconds), world.Time, stop);
        }
    }

    /// <summary>One pass.</summary>
    /// <returns>How many devices took a list.</returns>
    public async Task<int> PassAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var sent = 0;
            foreach (var system in world.Systems.All.Where(system => system.Device is not null))
                sent += await SendAsync(system, stop) ? 1 : 0;
            return sent;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private async Task<bool> SendAsync(TmsSystem system, CancellationToken stop)
    {
        var list = ListOf(system).ToString(SaveOptions.DisableFormatting);
        if (_taken.TryGetValue(system.Id, out var last) && last == list)
            return false;
        if (world.Faults.Strikes(TmsFaultKind.DeviceUnreachable))
            return false;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(system.Device!, "bookingsputxml"));
        request.Content = new StringContent($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{list}", Encoding.UTF8, "text/xml");
        request.Headers.UserAgent.ParseAdd("Tandberg Http User Agent");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(PremisesDeviceApi.Credentials)));
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            if (!answer.IsSuccessStatusCode)
                return false;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException || (unreachable is TaskCanceledException && !stop.IsCancellationRequested))
        {
            // The next pass tries again.
            return false;
        }
        _taken[system.Id] = list;
        return true;
    }

    private XDocument ListOf(TmsSystem system)
    {
        lock (world.Lock)
        {
            var now = Instant.FromDateTimeOffset(world.Time.GetUtcNow());
            var rows = from one in world.Store.Occupancy.Overlapping(system.Id, now, now + Horizon)
                       where one.Status(now) is "Pending" or "Ongoing"
                       orderby one.Data.Start, one.Id
                       select (world.Store.Find(one.Id)!.Value.Booking, one);
            return BookingsXml.Write(rows.ToList(), world.Options.BridgeDomain);
        }
    }
}
