namespace HybridCalendar.Sandbox.Webex;

/// <summary>An answer other than success, in the shape of the Webex API: <c>{message, errors:[{description}], trackingId}</c>.</summary>
internal sealed class WebexProblem(int status, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    public int Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static WebexProblem BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static WebexProblem Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static WebexProblem NotFound(string what) => new(StatusCodes.Status404NotFound, $"Could not find a {what} with provided ID.");

    public static WebexProblem Conflict(string message) => new(StatusCodes.Status409Conflict, message);

    public static WebexProblem Locked(TimeSpan retryAfter) =>
        new(StatusCodes.Status423Locked, "The device is busy with another command.", retryAfter);

    public static WebexProblem TooMany(TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "Too many requests have been sent in a given amount of time.", retryAfter);
}
