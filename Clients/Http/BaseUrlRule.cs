namespace HybridCalendar.Clients.Http;

/// <summary>The rule for every configured URL: tokens and meetings cross a network only encrypted.</summary>
internal static class BaseUrlRule
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(string setting, Uri? url)
    {
        if (url is null || !url.IsAbsoluteUri || url.Scheme is not ("https" or "http"))
            return $"{setting} must be an absolute https URL.";
        if (url.Scheme == "http" && !url.IsLoopback)
            return $"{setting} must use https: http is only for this machine (localhost, 127.0.0.1, [::1]).";
        return url.Query.Length > 0 || url.Fragment.Length > 0 ? $"{setting} must not carry a query or fragment." : null;
    }
}
