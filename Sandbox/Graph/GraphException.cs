namespace HybridCalendar.Sandbox.Graph;

/// <summary>An answer other than success, in Graph's words.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The value of <c>error.code</c>, which callers branch on.</param>
/// <param name="message">The value of <c>error.message</c>.</param>
public sealed class GraphException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The value of <c>error.code</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Seconds for the Retry-After header, if one is sent.</summary>
    public int? RetryAfter { get; init; }

    internal static GraphException ItemNotFound() => new(404, "ErrorItemNotFound", "The specified object was not found in the store.");

    internal static GraphException IdMalformed() => new(400, "ErrorInvalidIdMalformed", "Id is malformed.");

    internal static GraphException InvalidUser(string user) => new(404, "ErrorInvalidUser", $"The requested user '{user}' is invalid.");

    internal static GraphException InvalidRequest(string message) => new(400, "ErrorInvalidRequest", message);

    internal static GraphException Validation(string message) => new(400, "ErrorPropertyValidationFailure", message);

    internal static GraphException Body(string message) => new(400, "RequestBodyRead", message);

    internal static GraphException BadRequest(string message) => new(400, "BadRequest", message);

    internal static GraphException Query(string message) => new(400, "RequestBroker--ParseUri", message);

    internal static GraphException TimeZone(string name) => new(400, "TimeZoneNotSupportedException",
        $"A valid TimeZone value must be specified. The following TimeZone value is not supported: '{name}'.");

    internal static GraphException Conflict() => new(412, "ErrorIrresolvableConflict",
        "The send or update operation could not be performed because the change key passed in the request does not match "
        + "the current change key for the item.");
}
