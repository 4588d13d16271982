using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using HybridCalendar.Gateway.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Limits;

/// <summary>
/// How many requests a client may make: counted for each address before any token is looked at, so that guessing tokens is
/// bounded too. Beyond that the answer is 429, a problem with Retry-After.
/// </summary>
internal static class RequestLimits
{
    private const int Ipv6NetworkBytes = 8;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
        });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>>((limits, gateway) => limits.GlobalLimiter = Create(gateway.Value));
        return services;
    }

    public static RequestArea AreaOf(HttpRequest request)
    {
        if (IsBelow("/admin/sign-in") && HttpMethods.IsPost(request.Method))
            return RequestArea.SignIn;
        if (IsBelow("/api") || IsBelow("/admin") || IsBelow("/openapi"))
            return RequestArea.Administration;
        if (IsBelow("/devices") || IsBelow("/connectors"))
            return RequestArea.Devices;
        return IsBelow("/rooms") || IsBelow("/panel") ? RequestArea.Panels : RequestArea.Open;

        bool IsBelow(string start) => request.Path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whoever has an IPv6 address has a network of 2^64 of them.</summary>
    public static IPAddress ClientOf(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes().Take(Ipv6NetworkBytes), .. new byte[Ipv6NetworkBytes]]),
        _ => address,
    };

    private static PartitionedRateLimiter<HttpContext> Create(GatewayOptions options) => PartitionedRateLimiter.Create<HttpContext, (RequestArea, IPAddress)>(context =>
    {
        var area = AreaOf(context.Request);
        var client = (area, ClientOf(context.Connection.RemoteIpAddress));
        return area switch
        {
            RequestArea.Open => RateLimitPartition.GetNoLimiter((area, IPAddress.None)),
            RequestArea.SignIn => RateLimitPartition.GetTokenBucketLimiter(client, _ => Bucket(options.SignInsPerMinute)),
            RequestArea.Administration => RateLimitPartition.GetTokenBucketLimiter(client, _ => Bucket(options.ApiRequestsPerMinute)),
            RequestArea.Panels => RateLimitPartition.GetTokenBucketLimiter(client, _ => Bucket(options.PanelRequestsPerMinute)),
            _ => RateLimitPartition.GetTokenBucketLimiter(client, _ => Bucket(options.DeviceRequestsPerMinute)),
        };
    });

    /// <summary>A minute's worth at once, then as much as flows in.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
    };

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var asked) ? asked : TimeSpan.FromMinutes(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.Headers.RetryAfter = seconds;
        return TypedResults.Problem($"Too many requests from this address; come again in {seconds} s.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(rejected.HttpContext);
    }
}
