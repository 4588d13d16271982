using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>An endpoint of the gateway and one of its methods, as routing knows it.</summary>
internal sealed record ApiEndpoint(string Method, string Pattern, RouteEndpoint Endpoint)
{
    public bool OnlyReads => Method is "GET" or "HEAD" || Endpoint.Metadata.GetMetadata<ChangesNothing>() is not null;

    public bool IsNamed => Endpoint.Metadata.GetMetadata<Audited>() is not null;

    /// <summary>Whether it takes a JSON body.</summary>
    public bool TakesJson => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") is true;

    /// <summary>A path that fits the pattern.</summary>
    public string Path => PathWith("nobody@contoso.example", "nothing");

    public static IReadOnlyList<ApiEndpoint> All(WebApplication app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])
            .Select(method => new ApiEndpoint(method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint))),
    ];

    public string PathWith(string mail, string other) => string.Join('/', Pattern.Split('/').Select(part =>
        !part.StartsWith('{') ? part : Uri.EscapeDataString(part == "{mail}" ? mail : other)));

    public override string ToString() => $"{Method} {Pattern}";
}
