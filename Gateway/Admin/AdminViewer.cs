namespace HybridCalendar.Gateway.Admin;

/// <summary>Who looks at a page.</summary>
/// <param name="Name">His name; empty before signing in.</param>
/// <param name="MayChange">Whether forms that change something are shown to him.</param>
/// <param name="Path">The page, with its query; for the answer to a form the page that the form stands on.</param>
public sealed record AdminViewer(string Name, bool MayChange, string Path)
{
    /// <summary>Parts of the administration with a page for each of many.</summary>
    private static readonly string[] s_ofMany = ["rooms", "devices", "users", "meetings"];

    /// <summary>Where a browser that is led elsewhere can come back to: the address of a form shows nothing when it is opened.</summary>
    public static string PathOf(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
            return request.Path + request.QueryString;
        var parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["admin", "users", "imports", ..] => "/admin/users/import",
            ["admin", var part, var one, ..] when s_ofMany.Contains(part) => $"/admin/{part}/{Uri.EscapeDataString(one)}",
            ["admin", var part, ..] => $"/admin/{part}",
            _ => AdminSession.HomePath,
        };
    }
}
