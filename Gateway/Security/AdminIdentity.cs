using System.Security.Claims;

namespace HybridCalendar.Gateway.Security;

/// <summary>Who an administrator is and what he may do: a name for the audit log and one of two roles.</summary>
internal static class AdminIdentity
{
    /// <summary>May read and change.</summary>
    public const string Full = "full";

    /// <summary>May read.</summary>
    public const string ReadOnly = "readOnly";

    /// <summary>The name of whoever has the local key.</summary>
    public const string LocalKey = "local key";

    private const int LongestName = 256;

    /// <summary>Claims of a token that name a person, or the program that holds the token, the best first.</summary>
    private static readonly string[] s_names = ["preferred_username", "upn", "email", "name", "azp", "appid", "sub"];

    public static ClaimsIdentity OfLocalKey() => Create(LocalKey, Full);

    /// <returns>Null when the token gives no role here.</returns>
    public static ClaimsIdentity? OfToken(ClaimsIdentity token, AdminOptions options)
    {
        var roles = token.FindAll(options.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var role = roles.Contains(options.Role) ? Full : options.ReadOnlyRole.Length > 0 && roles.Contains(options.ReadOnlyRole) ? ReadOnly : null;
        return role is null ? null : Create(NameIn(token), role);
    }

    public static bool MayChange(ClaimsPrincipal administrator) => administrator.HasClaim(ClaimTypes.Role, Full);

    public static ClaimsIdentity Create(string name, string role, string scheme = AdminAuthentication.SchemeName) =>
        new([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], scheme);

    private static string NameIn(ClaimsIdentity token)
    {
        var name = s_names.Select(claim => token.FindFirst(claim)?.Value).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "unnamed";
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}
