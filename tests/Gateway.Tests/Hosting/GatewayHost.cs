using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>A whole gateway on a free port, with its grains, in a folder of its own; only Office 365 is not there.</summary>
public sealed class GatewayHost : IAsyncLifetime
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    /// <summary>For what takes many steps on a slow machine.</summary>
    public static readonly TimeSpan LongDeadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"gateway-{Guid.NewGuid():N}");
    private readonly string[] _moreSettings;
    private readonly TimeProvider _time;

    public GatewayHost()
        : this(TimeProvider.System)
    {
    }

    internal GatewayHost(TimeProvider time, params string[] moreSettings) => (_time, _moreSettings) = (time, moreSettings);

    /// <summary>The data directory.</summary>
    public string Folder => _folder;

    public FakeOffice365 Office365 { get; } = new();

    /// <summary>Changes what is registered.</summary>
    internal Action<IServiceCollection>? Adjust { get; init; }

    /// <summary>Fills the data directory before the first start.</summary>
    internal Action<string>? Fill { get; init; }

    public WebApplication App { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>The administrator key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Sends the administrator key.</summary>
    public HttpClient Admin { get; private set; } = null!;

    /// <summary>Sends nothing of its own and keeps no cookies.</summary>
    public HttpClient Anyone { get; private set; } = null!;

    public IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();

    public static string[] Settings(string folder) =>
    [
        "--urls=http://127.0.0.1:0", $"--Gateway:DataDirectory={folder}", "--Gateway:PublicUrl=http://127.0.0.1:9/base",
        "--Office365:BaseUrl=http://127.0.0.1:9/v1.0", "--Office365:AuthorityHost=http://127.0.0.1:9", "--Office365:TenantId=tenant",
        "--Office365:ClientId=client", "--Office365:ClientSecret=secret", "--Webex:BaseUrl=http://127.0.0.1:9/v1", "--Webex:AccessToken=token",
    ];

    public async ValueTask InitializeAsync()
    {
        Key = (await AdminKey.CreateAsync(_folder, TimeProvider.System, default))!;
        Fill?.Invoke(_folder);
        await StartAsync();
    }

    /// <summary>The gateway ends, and another one starts on the same data; it has another address.</summary>
    /// <param name="meanwhile">Done while none runs.</param>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await StopAsync();
        meanwhile?.Invoke();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        App = GatewayApp.Build([.. Settings(_folder), "--Gateway:SignInsPerMinute=100000", .. _moreSettings], builder =>
        {
            builder.Services.AddSingleton(_time);
            builder.Services.AddSingleton<IOffice365Calendar>(Office365);
            builder.Services.AddSingleton<IGraphSubscriptions>(Office365);
            builder.Logging.ClearProviders();
            AddTestGrains(builder.Services);
            Adjust?.Invoke(builder.Services);
        });
        await App.StartAsync();
        Address = GatewayApp.AddressOf(App);
        // Whoever asks before he sends a body waits for the answer, however long a busy machine takes to give it.
        Anyone = new HttpClient(new SocketsHttpHandler { UseCookies = false, Expect100ContinueTimeout = LongDeadline }) { BaseAddress = Address, Timeout = LongDeadline };
        Admin = new HttpClient { BaseAddress = Address, Timeout = LongDeadline };
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    private async Task StopAsync()
    {
        Anyone.Dispose();
        Admin.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    /// <summary>Orleans finds the tests' own grains by itself.</summary>
    private static void AddTestGrains(IServiceCollection services)
    {
#if !ORLEANS
        var made = services.Last(service => service.ServiceType == typeof(Orleans.Embedded.OrleansEmbeddedOptions)).ImplementationFactory!;
        services.AddSingleton(provider =>
        {
            var options = (Orleans.Embedded.OrleansEmbeddedOptions)made(provider);
            options.GrainAssemblies.Add(typeof(GatewayHost).Assembly);
            // A machine that does much else must not turn a slow answer into a failure.
            options.ResponseTimeout = LongDeadline;
            return options;
        });
#endif
    }

    /// <summary>A device with its bearer token.</summary>
    public async Task<(IDeviceGrain Grain, string Token)> MakeDeviceAsync(string id)
    {
        (await Admin.PutAsJsonAsync($"/api/devices/{id}", new { displayName = "Rila" })).EnsureSuccessStatusCode();
        var answer = await Anyone.PostAsJsonAsync($"/devices/{id}/activation", new { code = await MakeCodeAsync(id) });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        return (Grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)), token);
    }

    public async Task<string> MakeCodeAsync(string id)
    {
        var answer = await Admin.PostAsync($"/api/devices/{id}/activation-code", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }
}
