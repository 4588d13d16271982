using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>The bearer tokens that are valid: the service app's, and those issued since.</summary>
internal sealed class WebexTokens(WebexSandboxOptions options, WebexDirectory directory, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, WebexCaller> _issued = new();

    public WebexCaller? Find(string token)
    {
        if (token == options.AdminToken) return new WebexCaller(token, directory.ServiceApp, WebexScope.OfAdmin, null);
        if (!_issued.TryGetValue(token, out var caller)) return null;
        return caller.Expires > time.GetUtcNow() ? caller : null;
    }

    public WebexCaller IssueForServiceApp() => Issue(directory.ServiceApp, WebexScope.OfAdmin);

    /// <summary>A person's own token, as signing in would give; only the sandbox's control API hands these out.</summary>
    public WebexCaller IssueFor(WebexPerson person) => Issue(person, WebexScope.OfPerson);

    public void RevokeAll() => _issued.Clear();

    private WebexCaller Issue(WebexPerson person, IReadOnlySet<string> scopes)
    {
        var caller = new WebexCaller(RandomNumberGenerator.GetHexString(64, lowercase: true), person, scopes, time.GetUtcNow() + options.AccessTokenLifetime);
        _issued[caller.Token] = caller;
        return caller;
    }
}
