using System.Net;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>
/// What every page does with addresses, queries and forms that nobody should send: it never fails, and shows nothing as it was sent that a
/// browser would run. New pages, their parameters and the fields of their forms are found by themselves.
/// </summary>
public sealed class PageInputTests(IssuerGateway world) : IClassFixture<IssuerGateway>
{
    private const string Token = "__RequestVerificationToken";
    private readonly List<string> _failures = [];

    private IEnumerable<ApiEndpoint> Pages => ApiEndpoint.All(world.Gateway.App).Where(endpoint => endpoint.Pattern.StartsWith("/admin/", StringComparison.Ordinal)
        && !endpoint.Pattern.StartsWith("/admin/sign-", StringComparison.Ordinal) && !endpoint.Pattern.StartsWith("/admin/language/", StringComparison.Ordinal));

    [Fact]
    public async Task The_role_that_reads_reads_all_pages_and_no_address_and_no_query_makes_one_fail()
    {
        using var reader = await SignInAsync("HybridCalendar.Reader");
        foreach (var endpoint in Pages.Where(endpoint => endpoint.Method == "GET"))
        {
            using (var read = await reader.OpenAsync(endpoint.Path))
            {
                if (read.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError
                    || read.Headers.Location?.ToString().Contains("sign-in", StringComparison.Ordinal) is true)
                    _failures.Add($"{endpoint}: {(int)read.StatusCode} to the role that reads");
            }
            foreach (var (what, path) in Strange(endpoint))
            {
                using var answer = await reader.OpenAsync(path);
                await NoFailureAsync(endpoint, what, answer);
            }
        }
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_refuse_forms_that_are_none_or_too_long()
    {
        using var full = await SignInAsync("HybridCalendar.Admin");
        var token = await full.TokenAsync("/admin/users");
        var fields = await FieldsAsync(full);
        fields.Count.ShouldBeGreaterThan(20);
        foreach (var endpoint in Pages.Where(endpoint => endpoint.Method == "POST"))
        {
            using var tooLong = await full.PostAsync(
                endpoint.Path, new OverlongContent(endpoint.LargestBody ?? ApiEndpoint.UsualBody, "application/x-www-form-urlencoded"), expectContinue: true);
            if (tooLong.StatusCode != HttpStatusCode.RequestEntityTooLarge)
                _failures.Add($"{endpoint}: {(int)tooLong.StatusCode} instead of 413 to a form that is too long");
            foreach (var (what, form) in Forms(token, fields))
            {
                using var sent = form;
                using var answer = await full.PostAsync(endpoint.Path, sent);
                await NoFailureAsync(endpoint, what, answer);
            }
        }
        _failures.ShouldBeEmpty();
    }

    /// <summary>Addresses with something strange for each of their parts, and with something strange in all of their query.</summary>
    private static IEnumerable<(string What, string Path)> Strange(ApiEndpoint endpoint)
    {
        if (endpoint.Pattern.Contains('{', StringComparison.Ordinal))
        {
            foreach (var strange in StrangeInput.Texts)
                yield return ($"the id '{StrangeInput.Short(strange)}'", endpoint.PathWith(strange, strange));
        }
        var texts = endpoint.Query.Where(parameter => StrangeInput.IsText(parameter.ParameterType)).Select(parameter => parameter.Name!).ToList();
        foreach (var strange in texts.Count == 0 ? [] : StrangeInput.Texts)
            yield return ($"'{StrangeInput.Short(strange)}' in its query", $"{endpoint.Path}?{string.Join('&', texts.Select(name => $"{name}={Uri.EscapeDataString(strange)}"))}");
        foreach (var parameter in endpoint.Query.Where(parameter => !StrangeInput.IsText(parameter.ParameterType)))
        {
            foreach (var strange in StrangeInput.For(parameter.ParameterType))
                yield return ($"{parameter.Name}={strange}", $"{endpoint.Path}?{parameter.Name}={Uri.EscapeDataString(strange)}");
        }
    }

    /// <summary>With the page's own token: what somebody else sends is refused before it is read.</summary>
    private static IEnumerable<(string What, HttpContent Form)> Forms(string token, IReadOnlyCollection<string> fields)
    {
        var own = KeyValuePair.Create(Token, token);
        yield return ("no fields", new FormUrlEncodedContent([own]));
        yield return ("long fields", new FormUrlEncodedContent([own, .. fields.Select(name => KeyValuePair.Create(name, new string('x', 2_000)))]));
        // Without the version that was read: what is looked at first would be stale.
        yield return ("strange fields", new FormUrlEncodedContent(
            [own, .. fields.Where(name => name != "version").Select(name => KeyValuePair.Create(name, $"\u0000'(*[\">{StrangeInput.Script}"))]));
        yield return ("parts without names", new MultipartFormDataContent { { new StringContent(token), Token }, new StringContent("x") });
    }

    /// <summary>The names of all fields that all forms have.</summary>
    private async Task<HashSet<string>> FieldsAsync(AdminBrowser full)
    {
        var names = new HashSet<string>();
        foreach (var endpoint in Pages.Where(endpoint => endpoint.Method == "GET"))
        {
            using var page = await full.OpenAsync(endpoint.Path);
            if (page.Content.Headers.ContentType?.MediaType == "text/html")
                names.UnionWith(Regex.Matches(await page.Content.ReadAsStringAsync(), "<(?:input|select|textarea|button)\\s[^>]*?name=\"(?<name>[^\"]+)\"").Select(match => match.Groups["name"].Value));
        }
        names.Remove(Token);
        return names;
    }

    private async Task NoFailureAsync(ApiEndpoint endpoint, string what, HttpResponseMessage answer)
    {
        // Office 365, of which there is none here, may fail.
        if (answer.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.BadGateway)
            _failures.Add($"{endpoint}: {(int)answer.StatusCode} to {what}");
        if (answer.Content.Headers.ContentType?.MediaType == "text/html" && (await answer.Content.ReadAsStringAsync()).Contains(StrangeInput.Script, StringComparison.Ordinal))
            _failures.Add($"{endpoint}: shows {what} as it was sent");
    }

    private async Task<AdminBrowser> SignInAsync(string role)
    {
        var browser = new AdminBrowser(world.Gateway);
        await browser.SignInThroughAsync(world.Issuer, role);
        return browser;
    }
}
