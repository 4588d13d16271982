using Microsoft.AspNetCore.Authorization;

namespace HybridCalendar.Gateway.Security;

/// <summary>
/// Whoever has a role may read, and needs the full one for anything else. The method of the request decides, so that no call can be
/// added that forgets to ask.
/// </summary>
internal sealed class RoleRequirement : AuthorizationHandler<RoleRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User.Identity is { IsAuthenticated: true } && context.Resource is HttpContext http && (OnlyReads(http) || AdminIdentity.MayChange(context.User)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool OnlyReads(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ChangesNothing>() is not null;
}
