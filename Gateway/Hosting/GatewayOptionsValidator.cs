using System.Net;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>Refuses settings that cannot work, and names them.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var failures = new List<string>();
        if (options.PublicUrl is null)
            failures.Add("Gateway:PublicUrl is required: the address under which Graph reaches this gateway, such as https://calendar.company.com.");
        else if (!options.PublicUrl.IsAbsoluteUri || !IsSafe(options.PublicUrl))
            failures.Add("Gateway:PublicUrl must be an absolute https address; http is only possible on this machine (127.0.0.1, localhost).");
        else if (options.PublicUrl.Query.Length > 0 || options.PublicUrl.Fragment.Length > 0)
            failures.Add("Gateway:PublicUrl must have neither query nor fragment.");
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            failures.Add("Gateway:DataDirectory must name a folder.");
        foreach (var proxy in options.TrustedProxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)))
            failures.Add($"Gateway:TrustedProxies holds '{proxy}', which is no IP address and no network such as 10.0.0.0/8.");
        if (options.UnknownSubscriptionsPerSecond is < 1 or > 100_000)
            failures.Add("Gateway:UnknownSubscriptionsPerSecond must be 1 to 100000.");
        foreach (var (setting, limit) in Limits(options).Where(entry => entry.Limit is < 1 or > 1_000_000))
            failures.Add($"Gateway:{setting} is {limit} and must be 1 to 1000000.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static (string Setting, int Limit)[] Limits(GatewayOptions options) =>
    [
        (nameof(options.ApiRequestsPerMinute), options.ApiRequestsPerMinute),
        (nameof(options.SignInsPerMinute), options.SignInsPerMinute),
        (nameof(options.PanelRequestsPerMinute), options.PanelRequestsPerMinute),
        (nameof(options.DeviceRequestsPerMinute), options.DeviceRequestsPerMinute),
    ];

    private static bool IsSafe(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
