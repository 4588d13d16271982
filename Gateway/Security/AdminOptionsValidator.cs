using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Security;

/// <summary>Refuses settings that would let everybody or nobody in.</summary>
internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminOptions options) => options switch
    {
        { Authority: null, ClientId: not "" } => ValidateOptionsResult.Fail("Admin:Authority is required with Admin:ClientId."),
        { Authority: null } => ValidateOptionsResult.Success,
        { Authority: { } url } when !url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback) =>
            ValidateOptionsResult.Fail("Admin:Authority must be an absolute https address."),
        { Audience: "" } => ValidateOptionsResult.Fail("Admin:Audience is required with Admin:Authority."),
        { RoleClaim: "" } => ValidateOptionsResult.Fail("Admin:RoleClaim is required with Admin:Authority."),
        { Role: "" } => ValidateOptionsResult.Fail("Admin:Role is required with Admin:Authority."),
        _ when options.Role == options.ReadOnlyRole => ValidateOptionsResult.Fail("Admin:ReadOnlyRole must not be Admin:Role."),
        _ when !options.Scope.Split(' ').Contains("openid") => ValidateOptionsResult.Fail("Admin:Scope must hold openid."),
        _ => ValidateOptionsResult.Success,
    };
}
