using System.Reflection;
using System.Text;
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
    /// <summary>How long a body may be where an endpoint says nothing else.</summary>
    public const long UsualBody = 256 * 1024;

    public bool OnlyReads => Method is "GET" or "HEAD" || Endpoint.Metadata.GetMetadata<ChangesNothing>() is not null;

    public bool IsNamed => Endpoint.Metadata.GetMetadata<Audited>() is not null;

    /// <summary>Whether it takes a JSON body.</summary>
    public bool TakesJson => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") is true;

    /// <summary>Whether it takes a file.</summary>
    public bool TakesCsv => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("text/csv") is true;

    /// <summary>How long its body may be, where it says so itself.</summary>
    public long? LargestBody => Endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize;

    /// <summary>What it reads from the query: the handler's parameters of a simple type that do not stand in the path.</summary>
    public IEnumerable<ParameterInfo> Query => Endpoint.Metadata.GetMetadata<MethodInfo>() is { } handler
        ? handler.GetParameters().Where(parameter => IsSimple(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
            && !Pattern.Contains($"{{{parameter.Name}}}", StringComparison.OrdinalIgnoreCase))
        : [];

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

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static bool IsSimple(Type type) => type == typeof(string) || type == typeof(DateTimeOffset) || type.IsPrimitive || type.IsEnum;

    public override string ToString() => $"{Method} {Pattern}";
}
