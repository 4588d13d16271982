namespace HybridCalendar.Clients.Office365.Tokens;

/// <summary>Gives access tokens for Graph, cached while they are good.</summary>
internal interface ITokenSource
{
    /// <summary>A token, never empty.</summary>
    /// <param name="renewal">Null to take a cached token; set after Graph refused one.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <exception cref="GraphException">No token could be had.</exception>
    ValueTask<string> GetAsync(TokenRenewal? renewal, CancellationToken cancel);
}

/// <summary>Graph refused a token.</summary>
/// <param name="Claims">The claims that Graph demands (continuous access evaluation), decoded; null when it gave none.</param>
internal sealed record TokenRenewal(string? Claims);
