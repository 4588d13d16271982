namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/memberships</c>.</summary>
internal static class MembershipsApi
{
    private static readonly HashSet<string> Fields = ["roomId", "personId", "personEmail", "isModerator"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/memberships", List).WithMetadata(WebexScope.Spaces);
        app.MapPost("/v1/memberships", CreateAsync).WithMetadata(WebexScope.Spaces);
        app.MapGet("/v1/memberships/{membershipId}", (HttpContext context, WebexSpaces spaces, WebexDirectory directory, string membershipId) =>
        {
            var (space, member) = spaces.FindMembership(WebexCaller.Of(context).Person, membershipId);
            return WebexJson.Ok(Shape(space, member, directory));
        }).WithMetadata(WebexScope.Spaces);
        app.MapDelete("/v1/memberships/{membershipId}", Delete).WithMetadata(WebexScope.Spaces);
    }

    private static IResult List(
        HttpContext context, WebexSpaces spaces, WebexDirectory directory, string? roomId, string? personId, string? personEmail)
    {
        if ((personId ?? personEmail) is not null && roomId is null) throw WebexProblem.BadRequest("roomId is required with a person.");
        var me = WebexCaller.Of(context).Person;
        if (roomId is not null) spaces.Use(me, roomId, _ => true);
        var found = spaces
            .Select(s => s.Holds(me) && (roomId is null || s.Id == roomId), s => s.Members
                .Where(m => roomId is not null || m.PersonId == me.Id)
                .Where(m => personId is null || m.PersonId == personId)
                .Where(m => personEmail is null || m.Email.Equals(personEmail, StringComparison.OrdinalIgnoreCase))
                .Select(m => Shape(s, m, directory))
                .ToList())
            .SelectMany(m => m);
        return WebexPaging.Page(context, found, 100);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, WebexSpaces spaces, WebexDirectory directory)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(Fields);
        var roomId = body.RequiredString("roomId");
        var personId = body.String("personId");
        var email = body.String("personEmail");
        if (personId is null == email is null) throw WebexProblem.BadRequest("Exactly one of personId and personEmail is required.");
        if (email is not null && !email.Contains('@', StringComparison.Ordinal)) throw WebexProblem.BadRequest("personEmail is not an email address.");
        var space = spaces.Use(WebexCaller.Of(context).Person, roomId, s => s);
        return WebexJson.Ok(Shape(space, spaces.Join(space, personId, email, body.Bool("isModerator") ?? false), directory));
    }

    private static IResult Delete(HttpContext context, WebexSpaces spaces, string membershipId)
    {
        var me = WebexCaller.Of(context).Person;
        var (space, member) = spaces.FindMembership(me, membershipId);
        spaces.Use(me, space.Id, s => s.Members.Remove(member));
        return Results.NoContent();
    }

    public static object Shape(WebexSpace space, WebexMembership member, WebexDirectory directory) => new
    {
        id = member.Id,
        roomId = space.Id,
        personId = member.PersonId,
        personEmail = member.Email,
        personDisplayName = member.DisplayName,
        personOrgId = directory.OrganizationId,
        isModerator = member.IsModerator,
        isMonitor = false,
        isRoomHidden = false,
        roomType = space.Type,
        created = WebexJson.Timestamp(member.Created),
    };
}
