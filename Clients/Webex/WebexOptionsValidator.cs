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
        if (options.CallTimeout < TimeSpan.FromSeconds(1) || options.CallTimeout > TimeSpan.FromMinutes(5))
            yield return "Webex:CallTimeout must be between 00:00:01 and 00:05:00.";
        if (options.AttemptTimeout < TimeSpan.FromMilliseconds(100) || options.AttemptTimeout > options.CallTimeout)
            yield return "Webex:AttemptTimeout must be between 00:00:00.1 and Webex:CallTimeout.";
        if (options.LongestWait < TimeSpan.Zero || options.LongestWait > TimeSpan.FromMinutes(1))
            yield return "Webex:LongestWait must be between 00:00:00 and 00:01:00.";
        if (options.Attempts is < 1 or > 10)
            yield return "Webex:Attempts must be between 1 and 10.";
    }
}
