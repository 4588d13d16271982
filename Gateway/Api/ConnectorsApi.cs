using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Connectors;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Organizations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Api;

/// <summary>On-premises calendar connectors.</summary>
internal static class ConnectorsApi
{
    public static void MapConnectorsApi(this RouteGroupBuilder api)
    {
        var connectors = api.MapGroup("/connectors").WithTags("Connectors");
        connectors.MapGet("", ListAsync)
            .WithSummary("The connectors, how each of them is, and the requests on their way.")
            .WithDescription("`status` of a connector, or `requests`, is null when it cannot be asked now: the answer waits two seconds for them.");
        connectors.MapPost("", CreateAsync)
            .Does("connector.made")
            .WithSummary("Begins the registration of a connector.")
            .WithDescription("The answer holds a token, which works once within 24 hours: `connector register {address of this gateway} {token}`.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        connectors.MapGet("/{connectorId}", GetAsync)
            .WithSummary("How a connector is: status on both sides, alarms, version.").ProducesProblem(StatusCodes.Status404NotFound);
        connectors.MapPost("/{connectorId}/token", MakeTokenAsync)
            .Does("connector.token")
            .WithSummary("Makes a new token, such as for a connector that lost its key. The key in use counts until the token is used.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        connectors.MapPost("/{connectorId}/test", TestAsync)
            .Does("connector.tested")
            .WithSummary("Asks a connector to test its link to TMS; `test` in its status tells what came of it.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        connectors.MapDelete("/{connectorId}", RemoveAsync)
            .Does("connector.removed")
            .WithSummary("Removes a connector: its key counts no more and its connection is cut at once.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="Host">The fully qualified name, in small letters, or the IP address of the machine that the connector runs on.</param>
    /// <param name="DisplayName">For people.</param>
    internal sealed record NewConnector(string Host, string DisplayName = "");

    /// <param name="Id">The connector's id.</param>
    /// <param name="Token">What the connector registers with; shown only now.</param>
    /// <param name="ExpiresAt">UTC.</param>
    internal sealed record StartedRegistration(string Id, string Token, DateTimeOffset ExpiresAt);

    /// <param name="Id">The connector's id.</param>
    /// <param name="Status">How it is; null in a list when it cannot be asked now.</param>
    internal sealed record ConnectorView(string Id, ConnectorStatus? Status);

    /// <param name="Connectors">The connectors by id.</param>
    /// <param name="Requests">What is on its way to them; null when it cannot be asked now.</param>
    internal sealed record ConnectorsView(IReadOnlyList<ConnectorView> Connectors, PoolStatus? Requests);

    private static async Task<Ok<ConnectorsView>> ListAsync(ConnectorPageReader reader)
    {
        var (connectors, requests) = await reader.AskAllAsync();
        return TypedResults.Ok(new ConnectorsView([.. connectors.Select(shown => new ConnectorView(shown.Id, shown.Status))], requests));
    }

    private static async Task<Results<Ok<StartedRegistration>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        NewConnector connector, IGrainFactory grains, AuditTrail trail)
    {
        var wrong = ConnectorHosts.FindProblem(connector.Host);
        var problems = new Problems().RequireName(connector.DisplayName).Require(wrong is null, "host", wrong ?? "");
        if (problems.Any)
            return problems.ToResult();
        var id = ConnectorHosts.IdOf(connector.Host);
        var token = await Connector(grains, id).Create(new ConnectorSettings { Host = connector.Host, DisplayName = connector.DisplayName });
        trail.Note(null, connector, id);
        return token is null
            ? TypedResults.Problem(
                $"There is a connector on {connector.Host} already. To register it again, make a token with POST /api/connectors/{id}/token; "
                + "to start over, remove it first.", statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Ok(new StartedRegistration(id, token.Token, token.ExpiresAt));
    }

    private static async Task<Results<Ok<ConnectorView>, ProblemHttpResult>> GetAsync(string connectorId, IGrainFactory grains) =>
        ConnectorHosts.IsId(connectorId) && await Connector(grains, connectorId).GetStatus() is { } status
            ? TypedResults.Ok(new ConnectorView(connectorId, status))
            : Missing();

    private static async Task<Results<Ok<StartedRegistration>, ProblemHttpResult>> MakeTokenAsync(string connectorId, IGrainFactory grains) =>
        ConnectorHosts.IsId(connectorId) && await Connector(grains, connectorId).CreateToken() is { } token
            ? TypedResults.Ok(new StartedRegistration(connectorId, token.Token, token.ExpiresAt))
            : Missing();

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string connectorId, IGrainFactory grains, AuditTrail trail)
    {
        if (!ConnectorHosts.IsId(connectorId))
            return Missing();
        trail.Note((await Connector(grains, connectorId).GetStatus())?.Settings, null);
        return await Connector(grains, connectorId).Remove() ? TypedResults.NoContent() : Missing();
    }

    /// <param name="Books">Whether a meeting is booked for tomorrow and taken out again.</param>
    internal sealed record WantedTest(bool Books = false);

    private static async Task<Results<Accepted, ProblemHttpResult>> TestAsync(string connectorId, WantedTest test, IGrainFactory grains) =>
        (ConnectorHosts.IsId(connectorId) ? await Connector(grains, connectorId).StartTest(test.Books) : TestRefusal.Unknown) switch
        {
            null => TypedResults.Accepted($"/api/connectors/{connectorId}"),
            TestRefusal.Unknown => Missing(),
            { } refusal => TypedResults.Problem(AdminTexts.Of("en")[$"link.{refusal}"], statusCode: StatusCodes.Status409Conflict),
        };

    private static ProblemHttpResult Missing() =>
        TypedResults.Problem("There is no such connector; make it with POST /api/connectors.", statusCode: StatusCodes.Status404NotFound);

    private static IConnectorGrain Connector(IGrainFactory grains, string id) => grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(id));
}
