using System.Globalization;
using HybridCalendar.Bench.Pages;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Tests.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.WebUtilities;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>
/// How long administrators of a large organization wait is measured for every page and every list, with each of their parameters. A new one is
/// found by itself, and fails here until <see cref="PageCalls"/> asks for it.
/// </summary>
public sealed class MeasuredPagesTests : IAsyncLifetime
{
    private static readonly PagesPlan s_plan = new(Rooms: 10, Users: 10, Meetings: 10, TmsRooms: 1, Calls: 1, Seed: 1, Postgres: false);
    private static readonly LivingPart s_living = new(["room@x.example"], ["user@x.example"], ["panel"], ["uid"], "connector", "import", "row");

    /// <summary>The last parts of the paths of files, which are as long as the organization, its log or an import.</summary>
    private static readonly string[] s_files = ["/export", "/problems", "/changes"];

    /// <summary>What the overview shows as a stream; what leads to another page, or to the issuer and back.</summary>
    private static readonly string[] s_noPages =
    [
        "GET /admin", "GET /admin/language/{language}", "GET /admin/overview/live", "GET /admin/rooms/open", "GET /admin/sign-in/callback", "GET /admin/sign-in/openid",
        "GET /admin/users/open",
    ];

    /// <summary>What was done before, to be told on the page, and where it goes on.</summary>
    private static readonly string[] s_onlyTold = ["saved", "removed", "revoked", "moved", "read", "processed", "tested", "returnUrl"];

    private readonly GatewayHost _gateway = new();

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public void Every_page_and_every_list_is_measured()
    {
        var reading = ApiEndpoint.All(_gateway.App).Where(endpoint => endpoint.Method == "GET" && (IsIn(endpoint, "/api/") || IsIn(endpoint, "/admin/")))
            .Where(endpoint => !s_files.Any(file => endpoint.Pattern.EndsWith(file, StringComparison.Ordinal))).ToList();
        var asked = reading.ToDictionary(endpoint => endpoint.ToString(), _ => new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var calls = PageCalls.Of(s_plan, s_living, TimeProvider.System.GetUtcNow(), new Random(1));
        calls.Select(call => call.Name).ShouldBeUnique();
        var isMeasured = new HashSet<string>();
        foreach (var (name, address) in calls)
        {
            var uri = new Uri(_gateway.Address, address());
            var endpoint = Find(reading, uri.AbsolutePath).ShouldNotBeNull(name).ToString();
            isMeasured.Add(endpoint);
            asked[endpoint].UnionWith(QueryHelpers.ParseQuery(uri.Query).Keys);
        }

        asked.Keys.Except(isMeasured).Order(StringComparer.Ordinal).ShouldBe(s_noPages);
        reading.Where(endpoint => isMeasured.Contains(endpoint.ToString()))
            .SelectMany(endpoint => endpoint.Query.Select(parameter => parameter.Name!).Except(asked[endpoint.ToString()], StringComparer.OrdinalIgnoreCase)
                .Except(s_onlyTold).Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{endpoint}?{parameter}")))
            .ShouldBeEmpty("Let the benchmark ask with these, too.");
    }

    private static bool IsIn(ApiEndpoint endpoint, string area) => $"{endpoint.Pattern}/".StartsWith(area, StringComparison.Ordinal);

    /// <summary>As routing does: what says most of the path goes first.</summary>
    private static ApiEndpoint? Find(IEnumerable<ApiEndpoint> all, string path) => all
        .Where(endpoint => new TemplateMatcher(TemplateParser.Parse(endpoint.Pattern), []).TryMatch(path, []))
        .MinBy(endpoint => endpoint.Endpoint.RoutePattern.InboundPrecedence);
}
