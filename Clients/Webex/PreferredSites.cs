using System.Collections.Concurrent;
using HybridCalendar.Clients.Json;

namespace HybridCalendar.Clients.Webex;

/// <summary>The sites that users prefer in Webex, each kept for an hour: every meeting that is made asks for its host's. Thread-safe.</summary>
internal sealed class PreferredSites(WebexSender sender, TimeProvider time)
{
    private static readonly TimeSpan s_life = TimeSpan.FromHours(1);

    /// <summary>Beyond that, what is over is forgotten.</summary>
    private const int ManyKept = 10_000;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="userEmail">The user.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <returns>The host name of the site, null when he prefers none, and whether that was known before.</returns>
    public async Task<(string? Site, bool IsRemembered)> GetAsync(string userEmail, CancellationToken cancel)
    {
        if (_known.TryGetValue(userEmail, out var known) && IsGood(known))
            return (known.Site, true);
        var path = WebexRequest.Query("meetingPreferences/sites", ("userEmail", userEmail));
        var site = await sender.SendAsync(new WebexRequest("sites.list", HttpMethod.Get, path), (root, _) => ReadDefault(new LenientObject(root, "", [])), cancel);
        if (_known.Count >= ManyKept)
            ForgetOld();
        _known[userEmail] = new Known(site, time.GetUtcNow());
        return (site, false);
    }

    /// <summary>The user may prefer another one by now.</summary>
    public void Forget(string userEmail) => _known.TryRemove(userEmail, out _);

    private static string? ReadDefault(LenientObject answer)
    {
        foreach (var site in answer.Objects("sites"))
        {
            if (site.Boolean("default") == true)
                return site.String("siteUrl");
        }
        return null;
    }

    private bool IsGood(Known known) => time.GetUtcNow() - known.AskedAt < s_life;

    private void ForgetOld()
    {
        foreach (var entry in _known)
        {
            if (!IsGood(entry.Value))
                _known.TryRemove(entry);
        }
    }

    private sealed record Known(string? Site, DateTimeOffset AskedAt);
}
