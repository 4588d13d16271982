namespace HybridCalendar.Gateway.Security;

/// <summary>
/// Settings of the section <c>Admin</c>. Without an authority, administrators use the local key that was printed at the first
/// start; with one, its tokens, and the local key is not taken.
/// </summary>
public sealed class AdminOptions
{
    public const string Section = "Admin";

    /// <summary>Issuer of OpenID Connect, such as <c>https://login.microsoftonline.com/{tenant}/v2.0</c>; https, http only on this machine.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The <c>aud</c> of a token; required with an authority.</summary>
    public string Audience { get; set; } = "";

    /// <summary>What the claim <c>roles</c> must hold; default <c>HybridCalendar.Admin</c>.</summary>
    public string Role { get; set; } = "HybridCalendar.Admin";
}
