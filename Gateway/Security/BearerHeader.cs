namespace HybridCalendar.Gateway.Security;

/// <summary>Reads <c>Authorization: Bearer ...</c>.</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer ";

    /// <summary>Null when the request carries no bearer token.</summary>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}
