using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains.Audits;

namespace HybridCalendar.Gateway.Audit;

/// <summary>Writes down what a request changed, before its answer goes out.</summary>
internal sealed class AuditFilter(AuditLog log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        var marks = http.GetEndpoint()!.Metadata;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || marks.GetMetadata<ChangesNothing>() is not null || !Succeeded(result))
            return result;
        var audited = marks.GetMetadata<Audited>() ?? new Audited($"{http.Request.Method} {http.Request.Path}");
        await log.AddAsync(http.RequestServices.GetRequiredService<AuditTrail>().Rows(http, audited));
        return result;
    }

    private static bool Succeeded(object? result) => result switch
    {
        INestedHttpResult { Result: var inner } => Succeeded(inner),
        IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest } => false,
        _ => true,
    };
}
