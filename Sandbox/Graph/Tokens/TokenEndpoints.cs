using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>The part of Entra ID an app needs: metadata, keys, and tokens for client credentials.</summary>
internal sealed class TokenEndpoints(AppRegistry apps, TokenIssuer issuer, ClientAssertion assertions, TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    private static readonly string[] AuthMethods = ["client_secret_post", "private_key_jwt", "client_secret_basic"];
    private static readonly string[] ResponseModes = ["query", "fragment", "form_post"];
    private static readonly string[] SubjectTypes = ["pairwise"];
    private static readonly string[] Algorithms = ["RS256"];
    private static readonly string[] ResponseTypes = ["code", "id_token", "token"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{tenant}/oauth2/v2.0/token", TokenAsync).DisableAntiforgery();
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant, HttpContext http) => Metadata(tenant, http, version: 2));
        routes.MapGet("/{tenant}/.well-known/openid-configuration", (string tenant, HttpContext http) => Metadata(tenant, http, version: 1));
        routes.MapGet("/{tenant}/discovery/v2.0/keys", (string tenant) => Keys());
        routes.MapGet("/{tenant}/discovery/keys", (string tenant) => Keys());
        routes.MapGet("/common/discovery/instance", (HttpContext http) => Instance(http));
    }

    private async Task<IResult> TokenAsync(string tenant, HttpContext http)
    {
        try
        {
            if (!http.Request.HasFormContentType)
                throw new TokenError(400, "invalid_request", 900144, "AADSTS900144: The request body must contain the following parameter: 'grant_type'.");
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var app = await AuthenticateAsync(tenant, http, form);
            var (token, seconds) = issuer.AccessToken(app, tenant);
            http.Response.Headers.CacheControl = "no-store, no-cache";
            return Results.Json(new { token_type = "Bearer", expires_in = seconds, ext_expires_in = seconds, access_token = token });
        }
        catch (TokenError e)
        {
            return Results.Json(new
            {
                error = e.Error,
                error_description = e.Message,
                error_codes = new[] { e.Code },
                timestamp = time.GetUtcNow().UtcDateTime.ToString("u", System.Globalization.CultureInfo.InvariantCulture),
                trace_id = Guid.NewGuid(),
                correlation_id = Guid.NewGuid(),
            }, statusCode: e.Status);
        }
    }

    private async Task<AppRegistration> AuthenticateAsync(string tenant, HttpContext http, IFormCollection form)
    {
        if (!IsKnown(tenant))
            throw new TokenError(400, "invalid_request", 90002, $"AADSTS90002: Tenant '{tenant}' not found.");
        if (form["grant_type"] != "client_credentials")
            throw new TokenError(400, "unsupported_grant_type", 70003, "AADSTS70003: The app requested an unsupported grant type.");
        var scopes = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0)
            throw new TokenError(400, "invalid_request", 900144, "AADSTS900144: The request body must contain the following parameter: 'scope'.");
        if (scopes.Any(s => !s.EndsWith("/.default", StringComparison.Ordinal)))
            throw new TokenError(400, "invalid_scope", 1002012, "AADSTS1002012: The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed.");
        var (clientId, secret) = Credentials(http, form);
        var app = apps.Find(clientId) ?? throw new TokenError(400, "unauthorized_client", 700016, $"AADSTS700016: Application with identifier '{clientId}' was not found in the directory.");
        if (form["client_assertion"] is [{ Length: > 0 } assertion])
        {
            if (form["client_assertion_type"] != ClientAssertion.Type)
                throw new TokenError(400, "invalid_request", 900144, "AADSTS900144: The request body must contain the following parameter: 'client_assertion_type'.");
            await assertions.CheckAsync(app, assertion, Audiences(tenant, http));
        }
        else if (string.IsNullOrEmpty(secret))
        {
            throw new TokenError(401, "invalid_client", 7000216, "AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.");
        }
        else if (app.ClientSecret is null || secret != app.ClientSecret)
        {
            throw new TokenError(401, "invalid_client", 7000215, "AADSTS7000215: Invalid client secret provided.");
        }
        return app;
    }

    private static (string ClientId, string Secret) Credentials(HttpContext http, IFormCollection form)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return (form["client_id"].ToString(), form["client_secret"].ToString());
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..], bytes, out var length))
            throw new TokenError(400, "invalid_request", 9002313, "AADSTS9002313: Invalid request. Request is malformed or invalid.");
        var pair = System.Text.Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "");
    }

    private bool IsKnown(string tenant) => options.Value.KnownTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase);

    private static string[] Audiences(string tenant, HttpContext http) =>
    [
        $"{Base(http)}/{tenant}/oauth2/v2.0/token", $"{Base(http)}/{tenant}/v2.0", $"{Base(http)}/{tenant}/",
        $"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", $"https://login.microsoftonline.com/{tenant}/v2.0",
    ];

    private static string Base(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private IResult Metadata(string tenant, HttpContext http, int version)
    {
        var any = tenant is "common" or "organizations";
        if (!any && !IsKnown(tenant))
            return Results.Json(new { error = "invalid_tenant", error_description = $"AADSTS90002: Tenant '{tenant}' not found." }, statusCode: 400);
        var at = $"{Base(http)}/{tenant}";
        var id = any ? "{tenantid}" : tenant;
        return Results.Json(new
        {
            token_endpoint = $"{at}/oauth2/v2.0/token",
            token_endpoint_auth_methods_supported = AuthMethods,
            jwks_uri = $"{at}/discovery/v2.0/keys",
            response_modes_supported = ResponseModes,
            subject_types_supported = SubjectTypes,
            id_token_signing_alg_values_supported = Algorithms,
            response_types_supported = ResponseTypes,
            issuer = version == 2 ? TokenIssuer.IssuerV2(id) : TokenIssuer.IssuerV1(id),
            authorization_endpoint = $"{at}/oauth2/v2.0/authorize",
        });
    }

    private JsonHttpResult<object> Keys()
    {
        var key = issuer.PublicKey;
        var entry = new Dictionary<string, object>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = issuer.Key.KeyId,
            ["x5t"] = issuer.Key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(key.Modulus),
            ["e"] = Base64UrlEncoder.Encode(key.Exponent),
            ["alg"] = "RS256",
        };
        return TypedResults.Json<object>(new { keys = new[] { entry } });
    }

    private static IResult Instance(HttpContext http) => Results.Json(new
    {
        tenant_discovery_endpoint = $"{Base(http)}/common/v2.0/.well-known/openid-configuration",
        metadata = new[] { new { preferred_network = http.Request.Host.Value, preferred_cache = http.Request.Host.Value, aliases = new[] { http.Request.Host.Value } } },
    }, new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web));
}
