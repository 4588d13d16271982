namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/people</c>.</summary>
internal static class PeopleApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/people", List).WithMetadata(WebexScope.People);
        app.MapGet("/v1/people/me", (HttpContext context, WebexDirectory directory) =>
            WebexJson.Ok(Shape(WebexCaller.Of(context).Person, directory))).WithMetadata(WebexScope.People);
        app.MapGet("/v1/people/{personId}", (string personId, WebexDirectory directory) =>
            WebexJson.Ok(Shape(directory.Find(personId) ?? throw WebexProblem.NotFound("person"), directory))).WithMetadata(WebexScope.People);
    }

    private static IResult List(HttpContext context, WebexDirectory directory)
    {
        var query = context.Request.Query;
        var email = query["email"].ToString();
        var name = query["displayName"].ToString();
        var ids = query["id"].ToString();
        if (email.Length + name.Length + ids.Length == 0 && !WebexCaller.Of(context).IsAdmin)
            throw WebexProblem.BadRequest("Email, displayName, or id list should be specified.");
        var wanted = ids.Length == 0 ? [] : ids.Split(',');
        if (wanted.Length > 85) throw WebexProblem.BadRequest("At most 85 ids can be asked for.");
        var found = directory.All
            .Where(p => email.Length == 0 || p.Email.Equals(email, StringComparison.OrdinalIgnoreCase))
            .Where(p => name.Length == 0 || p.DisplayName.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            .Where(p => wanted.Length == 0 || wanted.Contains(p.Id))
            .Select(p => Shape(p, directory));
        return WebexPaging.Page(context, found, 100);
    }

    private static object Shape(WebexPerson person, WebexDirectory directory)
    {
        var names = person.DisplayName.Split(' ', 2);
        return new
        {
            id = person.Id,
            emails = new[] { person.Email },
            phoneNumbers = Array.Empty<object>(),
            displayName = person.DisplayName,
            firstName = names[0],
            lastName = names.Length > 1 ? names[1] : "",
            orgId = directory.OrganizationId,
            timezone = person.TimeZone,
            siteUrls = person.Sites.Select(s => $"{s}#host"),
            sipAddresses = person.HasPersonalRoom
                ? [new { type = "personal-room", value = $"{person.UserName}@{person.PreferredSite}", primary = false }]
                : Array.Empty<object>(),
            status = "active",
            type = person.Type,
        };
    }
}
