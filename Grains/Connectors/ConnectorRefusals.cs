using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Grains.Connectors;

/// <summary>What a connector that is not let in is told.</summary>
internal static class ConnectorRefusals
{
    public static readonly LinkRefusal Token = new(
        "token", "The token is not that of a connector here: copy it whole, from the answer of POST /api/connectors, or make a new one.");

    public static readonly LinkRefusal Unknown = new(
        "unknown", "The connector is not registered here, or was removed: make it with POST /api/connectors and register it with the token.");

    public static readonly LinkRefusal Replaced = new(
        "replaced", "The connector has connected or registered anew. When it did not, a second process runs with the same registration: stop one.");

    public static LinkRefusal TokenSpent(DateTimeOffset used) => new(
        "tokenSpent", $"The token was used at {used:u}, and works once. To register the connector again, make a new one with POST /api/connectors/{{id}}/token.");

    public static LinkRefusal TokenExpired(DateTimeOffset at) => new(
        "tokenExpired", $"The token expired at {at:u}: make a new one with POST /api/connectors/{{id}}/token.");

    /// <summary>Null for a proof that is good.</summary>
    public static LinkRefusal? Of(ProofResult proof) => proof.Problem switch
    {
        ProofProblem.None => null,
        ProofProblem.PublicKey => new("publicKey", "The public key is no RSA key of 2048 bits or more, as DER in base64."),
        ProofProblem.Clock => new(
            "clock",
            $"The connector's clock is {Minutes(proof.Ahead)} min {(proof.Ahead > TimeSpan.Zero ? "ahead of" : "behind")} the gateway's, and "
            + $"{Minutes(ConnectorProof.Tolerance)} are allowed: set it by NTP and try again."),
        _ => new("proof", "The proof was not made with the connector's registered key for this connection: register the connector again."),
    };

    private static int Minutes(TimeSpan time) => (int)Math.Round(time.Duration().TotalMinutes);
}
