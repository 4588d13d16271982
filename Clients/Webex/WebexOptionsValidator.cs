using HybridCalendar.Clients.Http;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Clients.Webex;

/// <summary>Stops the start on a wrong setting and names it.</summary>
internal sealed class WebexOptionsValidator : IValidateOptions<WebexOptions>
{
    public ValidateOptionsResult Validate(string? name, WebexOptions options)
    {
        var errors = Check(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Check(WebexOptions options)
    {
        if (BaseUrlRule.Check("Webex:BaseUrl", options.BaseUrl) is { } baseUrl)
            yield return baseUrl;
        var parts = new[] { options.ClientId, options.ClientSecret, options.RefreshToken }.Count(part => !string.IsNullOrEmpty(part));
        var hasToken = !string.IsNullOrEmpty(options.AccessToken);
        if (parts is not (0 or 3))
            yield return "Webex: ClientId, ClientSecret and RefreshToken belong together; at least one of them is missing.";
        else if (hasToken == (parts == 3))
            yield return "Webex: set either AccessToken, or ClientId, ClientSecret and RefreshToken of a service app.";
        if (options.DefaultSiteUrl is { } site && Uri.CheckHostName(site) == UriHostNameType.Unknown)
            yield return "Webex:DefaultSiteUrl must be a host name such as contoso.webex.com.";
        foreach (var error in CallLimitRule.Check("Webex", options.CallTimeout, options.AttemptTimeout, options.LongestWait, options.Attempts))
            yield return error;
    }
}
