using System.Net;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>
/// What every call of the API does with ids, queries and files that nobody should send: it refuses them with a clear error, or finds nothing;
/// it never fails. New calls, and new parameters of their handlers, are found by themselves.
/// </summary>
public sealed class EndpointInputTests(IssuerGateway world) : IClassFixture<IssuerGateway>
{
    private readonly List<string> _failures = [];

    private IEnumerable<ApiEndpoint> Api => ApiEndpoint.All(world.Gateway.App).Where(endpoint => endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal));

    private string Full => $"Bearer {world.Issuer.Token()}";

    [Fact]
    public async Task No_id_in_an_address_makes_the_API_fail()
    {
        var tried = 0;
        foreach (var endpoint in Api.Where(endpoint => endpoint.Pattern.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var strange in StrangeInput.Texts)
            {
                using var answer = await world.SendAsync(endpoint.Method, endpoint.PathWith(strange, strange), Full, endpoint.TakesJson ? ApiEndpoint.Json("{}") : null);
                await NoFailureAsync(endpoint, $"the id '{StrangeInput.Short(strange)}'", answer);
                tried++;
            }
        }
        tried.ShouldBeGreaterThan(100);
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_API_refuses_values_of_a_query_that_are_none_of_their_type()
    {
        var tried = 0;
        foreach (var (endpoint, parameter) in Api.SelectMany(endpoint => endpoint.Query.Select(parameter => (endpoint, parameter))))
        {
            foreach (var value in StrangeInput.For(parameter.ParameterType))
            {
                using var answer = await world.SendAsync(
                    endpoint.Method, $"{endpoint.Path}?{parameter.Name}={Uri.EscapeDataString(value)}", Full, endpoint.TakesJson ? ApiEndpoint.Json("{}") : null);
                await NoFailureAsync(endpoint, $"{parameter.Name}={StrangeInput.Short(value)}", answer);
                if (!StrangeInput.IsText(parameter.ParameterType) && answer.StatusCode != HttpStatusCode.BadRequest)
                    _failures.Add($"{endpoint}: {(int)answer.StatusCode} instead of 400 to {parameter.Name}={value}");
                tried++;
            }
        }
        tried.ShouldBeGreaterThan(100);
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_API_refuses_files_that_are_none_or_too_long()
    {
        var files = Api.Where(endpoint => endpoint.TakesCsv).ToList();
        files.Count.ShouldBeGreaterThan(1);
        foreach (var endpoint in files)
        {
            foreach (var (what, bytes) in new (string, byte[])[] { ("nothing", []), ("no text", [1, 2, 0, 255, 254, 0, 0]), ("no table", "hello"u8.ToArray()), ("columns that mean nothing", "Colour,Shape\nred,round\n"u8.ToArray()) })
            {
                using var answer = await world.SendAsync(endpoint.Method, endpoint.Path, Full, OverlongContent.Csv(bytes));
                if (answer.StatusCode != HttpStatusCode.BadRequest)
                    _failures.Add($"{endpoint}: {(int)answer.StatusCode} instead of 400 to {what}");
                await NoFailureAsync(endpoint, what, answer);
            }
            using var tooLong = await AskAsync(endpoint, new OverlongContent(endpoint.LargestBody ?? ApiEndpoint.UsualBody, "text/csv"));
            if (tooLong.StatusCode != HttpStatusCode.RequestEntityTooLarge)
                _failures.Add($"{endpoint}: {(int)tooLong.StatusCode} instead of 413 to a huge file");
        }
        _failures.ShouldBeEmpty();
    }

    /// <summary>Asks first whether the body may come.</summary>
    private Task<HttpResponseMessage> AskAsync(ApiEndpoint endpoint, HttpContent content)
    {
        var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", Full);
        request.Headers.ExpectContinue = true;
        return world.Gateway.Anyone.SendAsync(request);
    }

    /// <summary>Refused or not found, as problem details, or done; never failed.</summary>
    private async Task NoFailureAsync(ApiEndpoint endpoint, string what, HttpResponseMessage answer)
    {
        // Office 365 and Webex, of which there is none here, may fail.
        if (answer.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.BadGateway)
            _failures.Add($"{endpoint}: {(int)answer.StatusCode} to {what}");
        // A path that cannot be one is refused before any of ours is asked.
        if ((int)answer.StatusCode < 400 || answer.Content.Headers.ContentLength == 0)
            return;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            _failures.Add($"{endpoint}: no problem details to {what}");
        else if (await answer.Content.ReadAsStringAsync() is var text && text.Contains("HybridCalendar.G", StringComparison.Ordinal))
            _failures.Add($"{endpoint}: says too much to {what}: {text}");
    }
}
