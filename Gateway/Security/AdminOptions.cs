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

    /// <summary>The <c>aud</c> of a token for the API; required with an authority.</summary>
    public string Audience { get; set; } = "";

    /// <summary>
    /// The gateway's client id at the issuer: with it administrators sign in to the pages through the issuer. Its redirect address is
    /// <c>{Gateway:PublicUrl}/admin/sign-in/callback</c>.
    /// </summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's secret; empty for a public client. The code is bound by PKCE either way.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What is asked of the issuer at a sign-in; default <c>openid profile email</c>.</summary>
    public string Scope { get; set; } = "openid profile email";

    /// <summary>The claim that holds roles; default <c>roles</c>. For roles by group it is <c>groups</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The role that may read and change everything; default <c>HybridCalendar.Admin</c>.</summary>
    public string Role { get; set; } = "HybridCalendar.Admin";

    /// <summary>The role that may read everything and change nothing; default <c>HybridCalendar.Reader</c>.</summary>
    public string ReadOnlyRole { get; set; } = "HybridCalendar.Reader";
}
