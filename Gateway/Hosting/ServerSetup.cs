using HybridCalendar.Gateway.Admin;
using HybridCalendar.Hosting;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>Options, limits of the web server, JSON and errors.</summary>
internal static class ServerSetup
{
    /// <summary>A body that no endpoint needs; notifications have a limit of their own.</summary>
    private const long MaxBody = 256 * 1024;

    public static GatewayOptions AddGatewayOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        var section = builder.Configuration.GetSection(GatewayOptions.Section);
        builder.Services.AddOptions<GatewayOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        var options = Read(section);
        var validation = new GatewayOptionsValidator().Validate(null, options);
        return validation.Succeeded ? options : throw new OptionsValidationException("", typeof(GatewayOptions), validation.Failures);
    }

    public static void AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<GatewayOptions>>(TrustProxies);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        // The handler of exceptions turns a body that cannot be read into a problem that says where it is wrong.
        builder.Services.Configure<RouteHandlerOptions>(handler => handler.ThrowOnBadRequest = true);
        // Before the one that writes JSON, which takes what nobody else does.
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemPageWriter>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = written =>
            written.ProblemDetails.Detail ??= Sentence(written.HttpContext.Response.StatusCode));
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
    }

    /// <summary>What the web server refuses by itself, without a word.</summary>
    private static string? Sentence(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address has no such method.",
        StatusCodes.Status413PayloadTooLarge => $"The body is longer than {MaxBody / 1024} KB.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be JSON: send Content-Type: application/json.",
        _ => null,
    };

    private static GatewayOptions Read(IConfigurationSection section)
    {
        try
        {
            return section.Get<GatewayOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new GatewayOptions();
        }
        catch (InvalidOperationException wrong)
        {
            throw new ConfigurationProblemException($"section {section.Path}: {wrong.Message}", wrong);
        }
    }

    private static void TrustProxies(ForwardedHeadersOptions forwarded, IOptions<GatewayOptions> gateway)
    {
        var proxies = gateway.Value.TrustedProxies;
        forwarded.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                forwarded.KnownProxies.Add(address);
            else
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }
}
