using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>What connectors call.</summary>
internal static class ConnectorEndpoints
{
    private const int LongestText = 8 * 1024;

    public static IServiceCollection AddConnectorLinks(this IServiceCollection services) => services.AddSingleton<ConnectorLinks>();

    public static void MapConnectors(this WebApplication app)
    {
        var connectors = app.MapGroup("/connectors").WithTags("Connectors").ProducesProblem(StatusCodes.Status429TooManyRequests);
        connectors.MapGet("/link", (HttpContext context, ConnectorLinks links) => links.RunAsync(context))
            .WithSummary("The link of a registered connector, a WebSocket.").ProducesProblem(StatusCodes.Status400BadRequest);
        connectors.MapPost("/registration", RegisterAsync)
            .WithSummary("Registers a connector's public key with the token that an administrator got for it.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    /// <param name="Token">From the administrator.</param>
    /// <param name="PublicKey">RSA, DER of SubjectPublicKeyInfo as base64.</param>
    /// <param name="Proof">A JWT (PS256) by the private key: `sub` is the connector's id, `nonce` the token, `iat` the time.</param>
    internal sealed record Registration(string Token, string PublicKey, string Proof);

    private static async Task<Results<NoContent, ProblemHttpResult>> RegisterAsync(Registration registration, IGrainFactory grains)
    {
        var id = registration.Token.Split('~')[0];
        var isReadable = registration.Token.Length + registration.PublicKey.Length + registration.Proof.Length <= LongestText && ConnectorHosts.IsId(id);
        if (!isReadable)
            return TypedResults.Problem("The token, the key or the proof is none.", statusCode: StatusCodes.Status400BadRequest);
        var refusal = await grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(id)).Register(registration.Token, registration.PublicKey, registration.Proof);
        return refusal is null ? TypedResults.NoContent() : Refuse(refusal);
    }

    private static ProblemHttpResult Refuse(LinkRefusal refusal) => TypedResults.Problem(
        refusal.Detail,
        statusCode: refusal.Code is "clock" or "publicKey" ? StatusCodes.Status400BadRequest : StatusCodes.Status403Forbidden,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
