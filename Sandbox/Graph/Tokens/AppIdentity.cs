namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>Who calls.</summary>
/// <param name="ClientId">The app.</param>
/// <param name="Tenant">The tenant that issued the token.</param>
/// <param name="Roles">Its application permissions.</param>
/// <param name="Expires">When its token ends.</param>
internal sealed record AppIdentity(string ClientId, string Tenant, IReadOnlySet<string> Roles, DateTimeOffset Expires)
{
    public bool MayAny(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
                return true;
        }
        return false;
    }
}
