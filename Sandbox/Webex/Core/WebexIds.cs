using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Ids as Webex makes them: base64 of <c>ciscospark://us/{KIND}/{uuid}</c> without padding.</summary>
public static class WebexIds
{
    /// <summary>The same name always gives the same id, so a seeded world can be named in documentation and settings.</summary>
    public static string For(string kind, string name) =>
        Encode(kind, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{name.ToUpperInvariant()}")).AsSpan(0, 16)));

    internal static string New(string kind) => Encode(kind, Guid.NewGuid());

    private static string Encode(string kind, Guid id) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"ciscospark://us/{kind}/{id:D}")).TrimEnd('=');
}
