using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains.Audits;

namespace HybridCalendar.Gateway.Audit;

/// <summary>Writes down what a request changed, before its answer goes out.</summary>
internal sealed class AuditFilter(AuditLog log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var marks = http.GetEndpoint()!.Metadata;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || marks.GetMetadata<ChangesNothing>() is not null)
            return await next(context);
        var audited = marks.GetMetadata<Audited>() ?? new Audited($"{http.Request.Method} {http.Request.Path}");
        var trail = http.RequestServices.GetRequiredService<AuditTrail>();
        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception failure) when (failure is not (BadHttpRequestException or InvalidDataException))
        {
            // A call that nobody answered in time may yet be done, and one that failed may have been done in part.
            await log.AddAsync(trail.Rows(http, audited).Select(row => row with { OutcomeUnknown = true }));
            throw;
        }
        await log.AddAsync(Succeeded(result) ? trail.Rows(http, audited) : trail.RowsDone(http, audited));
        return result;
    }

    private static bool Succeeded(object? result) => result switch
    {
        INestedHttpResult { Result: var inner } => Succeeded(inner),
        IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest } => false,
        _ => true,
    };
}
