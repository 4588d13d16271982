using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Tms;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Sandbox.Tests.Tms;

/// <summary>TMS in the small world, with the device in Vitosha.</summary>
public sealed class PremisesDeviceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 2, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly VirtualClock _clock = new(runs: false, s_start);
    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private HttpClient _soap = null!;
    private SoapClient _tms = null!;

    private SimulatedDevice Device => _app.Services.GetRequiredService<DeviceFleet>().Find(SandboxPremises.Vitosha.DeviceId)!;

    public async ValueTask InitializeAsync()
    {
        _app = SandboxHost.Build([], new SandboxHostOptions { Url = "http://127.0.0.1:0", Time = _clock, Tms = new TmsOptions() });
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
        _soap = new HttpClient(Trust.In(_app.Services.GetRequiredService<TmsWorld>())) { BaseAddress = _app.Services.GetRequiredService<TmsServer>().Url, Timeout = TimeSpan.FromSeconds(60) };
        _soap.DefaultRequestHeaders.Authorization = new("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{SandboxPremises.ServiceUser}:{SandboxPremises.ServicePassword}")));
        _tms = new SoapClient(_soap) { Version = 22 };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _soap.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _clock.Dispose();
    }

    [Fact]
    public async Task A_device_is_told_its_list_once_and_shows_Join_five_minutes_before()
    {
        await SaveAsync(new Draft { Start = s_start.AddHours(1), Title = "Plan", DialIns = 1 });
        await SaveAsync(new Draft { Start = s_start.AddHours(3), Title = "Webex", DialString = "42@webex.example" });
        await SaveAsync(new Draft { Start = s_start.AddHours(5), Title = "Quiet", Type = "Reservation Only" });
        await SaveAsync(new Draft { Start = s_start.AddHours(80), Title = "Beyond three days" });
        await PushAsync();
        var taken = Device.State().PutCount;
        (await PushAsync()).ShouldBe(0, "nothing has changed");
        Device.State().PutCount.ShouldBe(taken);
        Device.State().Bookings.Select(row => (row.Title, row.Number, row.Protocol)).ShouldBe(
            [("Plan", "8001@meet.contoso.example", "SIP"), ("Webex", "42@webex.example", "SIP"), ("Quiet", "", "None")]);
        Device.State().JoinShown.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromMinutes(56));
        Device.State().JoinShown.Count.ShouldBe(1);
        Device.State().Bookings[0].OrganizerName.ShouldBe("Anna Ivanova");
    }

    [Fact]
    public async Task A_pass_comes_each_minute_by_itself_and_again_to_a_device_that_took_nothing()
    {
        await _http.PostAsJsonAsync("/sandbox/tms/faults", new { kind = "deviceUnreachable", count = 1 });
        // Far enough for the clock to run a long while, within the three days.
        await SaveAsync(new Draft { Start = s_start.AddHours(60) });
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Device.State().Bookings.Count == 0)
        {
            var changed = Device.Changed;
            _clock.Advance(TimeSpan.FromSeconds(61));
            await Task.WhenAny(changed, Task.Delay(20, deadline.Token));
            deadline.Token.ThrowIfCancellationRequested();
        }
        Device.State().Bookings.Single().StartTime.ShouldBe(s_start.AddHours(60));
    }

    [Fact]
    public async Task A_defective_conference_is_never_sent()
    {
        await SaveAsync(new Draft { Start = s_start.AddHours(1), Title = "First" });
        await SaveAsync(new Draft { Start = s_start.AddHours(1.5), Title = "Second" });
        await PushAsync();
        Device.State().Bookings.Select(row => row.Title).ShouldBe(["First"]);
    }

    [Fact]
    public async Task The_device_wants_its_password_and_a_list_that_can_be_read_and_Webex_does_not_know_it()
    {
        var path = $"/premises/{SandboxPremises.Vitosha.DeviceId}/bookingsputxml";
        (await _http.PostAsync(path, new StringContent("<Bookings/>"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("<Bookings><Booking/></Bookings>") };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("admin:sandbox"u8));
        (await _http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-webex-admin");
        (await _http.GetStringAsync("/v1/devices")).ShouldNotContain(SandboxPremises.Vitosha.Device);
        (await _http.GetStringAsync("/sandbox/devices")).ShouldContain(SandboxPremises.Vitosha.Device);
    }

    private Task<XElement> SaveAsync(Draft draft) => _tms.CallAsync("SaveConferenceWithMode", draft.ToXml(), SoapClient.Text("BookingMode", "BestEffortForced"));

    private async Task<int> PushAsync() =>
        (await (await _http.PostAsync("/sandbox/tms/push", null)).Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("sent").GetInt32();
}
