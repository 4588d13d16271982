using System.Runtime.InteropServices;

namespace HybridCalendar.Clients.Connectors;

/// <summary>What came of checking a proof.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Ahead">How far the connector's clock is ahead of the gateway's; negative when it is behind.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProofResult(ProofProblem Problem, TimeSpan Ahead = default);

/// <summary>What can be wrong with a proof.</summary>
public enum ProofProblem
{
    None,

    /// <summary>The public key is no RSA key of 2048 bits or more.</summary>
    PublicKey,

    /// <summary>The proof was not made with the key, or not for this.</summary>
    Proof,

    /// <summary>The two clocks are too far apart.</summary>
    Clock,
}
