namespace HybridCalendar.Sandbox.Webex;

/// <summary>Whose token a request carries.</summary>
internal sealed record WebexCaller(string Token, WebexPerson Person, IReadOnlySet<string> Scopes, DateTimeOffset? Expires)
{
    public bool IsAdmin => Scopes.Contains("meeting:admin_schedule_write");

    public static WebexCaller Of(HttpContext context) => (WebexCaller)context.Items[typeof(WebexCaller)]!;

    /// <summary>The person that the call is about: the caller, or for an admin the one that it names.</summary>
    public WebexPerson ActFor(string? email, WebexDirectory directory)
    {
        if (email is null || string.Equals(email, Person.Email, StringComparison.OrdinalIgnoreCase)) return Person;
        if (!IsAdmin) throw WebexProblem.Forbidden("Only a token with admin scopes may name another user.");
        return directory.FindByEmail(email) ?? throw new WebexProblem(StatusCodes.Status404NotFound, "The user could not be found in the organization.");
    }
}
