using HybridCalendar.Clients.Http;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Clients.Office365;

/// <summary>Stops the start on a wrong setting and names it.</summary>
internal sealed class Office365OptionsValidator : IValidateOptions<Office365Options>
{
    public ValidateOptionsResult Validate(string? name, Office365Options options)
    {
        var errors = Check(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Check(Office365Options options)
    {
        if (BaseUrlRule.Check("Office365:BaseUrl", options.BaseUrl) is { } baseUrl)
            yield return baseUrl;
        if (BaseUrlRule.Check("Office365:AuthorityHost", options.AuthorityHost) is { } authority)
            yield return authority;
        if (string.IsNullOrWhiteSpace(options.TenantId))
            yield return "Office365:TenantId is required: the id of the Entra tenant.";
        if (string.IsNullOrWhiteSpace(options.ClientId))
            yield return "Office365:ClientId is required: the client id of the app registration.";
        foreach (var error in CheckCredential(options))
            yield return error;
        foreach (var error in CallLimitRule.Check("Office365", options.CallTimeout, options.AttemptTimeout, options.LongestWait, options.Attempts))
            yield return error;
        if (options.RequestsPerMailbox is < 1 or > 4)
            yield return "Office365:RequestsPerMailbox must be between 1 and 4: Graph refuses a fifth request.";
    }

    private static IEnumerable<string> CheckCredential(Office365Options options)
    {
        string?[] credentials =
        [
            options.CertificatePath is null ? null : nameof(options.CertificatePath),
            options.CertificateThumbprint is null ? null : nameof(options.CertificateThumbprint),
            options.UseManagedIdentity ? nameof(options.UseManagedIdentity) : null,
            options.ClientSecret is null ? null : nameof(options.ClientSecret),
        ];
        var given = credentials.Where(credential => credential is not null).ToList();
        if (given.Count == 0)
            yield return "Office365: set CertificatePath, CertificateThumbprint or UseManagedIdentity.";
        if (given.Count > 1)
            yield return $"Office365: only one credential may be set, found {string.Join(" and ", given)}.";
        if (options.ClientSecret is not null && options.AuthorityHost is { IsAbsoluteUri: true, IsLoopback: false })
            yield return "Office365:ClientSecret is only for an AuthorityHost on this machine; use a certificate or a managed identity.";
        if (options.UseManagedIdentity && options.AuthorityHost is { IsAbsoluteUri: true, Scheme: "http" })
            yield return "Office365:UseManagedIdentity cannot be used with an http AuthorityHost.";
    }
}
