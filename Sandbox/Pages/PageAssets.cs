using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace HybridCalendar.Sandbox.Pages;

/// <summary>The files of the pages. They are inside the assembly, so the Sandbox runs from any folder.</summary>
internal sealed class PageAssets
{
    private const string Prefix = "pages/";

    // An invitation is shown in a frame that inherits this policy: inline styles yes, scripts only our own.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly FrozenDictionary<string, Asset> _files = Load();

    public IResult Serve(HttpContext context, string name)
    {
        if (!_files.TryGetValue(name, out var file)) return Results.NotFound();
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Bytes(file.Content, file.Type, entityTag: file.Tag);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(PageAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[Prefix.Length..], n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                var tag = new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(content))[..16]}\"");
                return new Asset(content, Types[Path.GetExtension(n)], tag);
            });
    }

    private sealed record Asset(byte[] Content, string Type, EntityTagHeaderValue Tag);
}
