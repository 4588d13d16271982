using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Antiforgery;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Takes no form but those of our own pages: each carries a token that no other site can know.</summary>
internal sealed class OwnForms(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || await IsOwnAsync(http)
            ? await next(context)
            : TypedResults.Problem(
                "This form is out of date, or of another site: load the page again and repeat.", statusCode: StatusCodes.Status400BadRequest);
    }

    /// <summary>A form that cannot be read has no token; one that the server refuses, as it is too long, is told so.</summary>
    private async Task<bool> IsOwnAsync(HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException unread)
        {
            if (unread.InnerException is BadHttpRequestException refused)
                ExceptionDispatchInfo.Throw(refused);
            return false;
        }
    }
}
