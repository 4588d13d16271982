using HybridCalendar.Gateway.Devices;

namespace HybridCalendar.Gateway.Api;

/// <summary>Checks what stands in every address of the API: mail addresses, ids of devices, the size of a page.</summary>
internal sealed class ReadableValues : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        FindProblem(context.HttpContext) is { } problem
            ? ValueTask.FromResult<object?>(TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest))
            : next(context);

    private static string? FindProblem(HttpContext http)
    {
        if (http.GetRouteValue("mail") is string mail && MailAddress.FindProblem(mail) is { } wrongMail)
            return wrongMail;
        if (http.GetRouteValue("id") is string id && !DeviceIds.IsValid(id))
            return DeviceIds.Rule;
        return http.Request.Query["top"].FirstOrDefault() is { } top
            && (!int.TryParse(top, out var size) || size is < 1 or > Page<string>.LargestSize)
            ? $"top must be 1 to {Page<string>.LargestSize}."
            : null;
    }
}
