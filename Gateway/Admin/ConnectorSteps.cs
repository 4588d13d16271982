using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Admin;

/// <summary>How far the connector is that is being set up: the one whose token was made last, or that registered last.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Status">How it is.</param>
/// <param name="HasRooms">Whether any room has a TMS system.</param>
public sealed record ConnectorSteps(ShownConnector Connector, ConnectorStatus Status, bool HasRooms)
{
    /// <summary>It has registered: so its machine reaches the gateway, too.</summary>
    public bool IsRegistered => Status.RegisteredAt is not null;

    /// <summary>It was started with a TMS.</summary>
    public bool IsLinked => Status.Reported?.Tms is not null;

    /// <summary>What has to be prepared shows in the last test alone: a machine may register that TMS does not let in.</summary>
    public bool IsPrepared => IsRegistered && Status.Test is { } test && Passed(test, "Link to TMS") && Passed(test, "Book on behalf");

    /// <summary>The last test has booked a meeting, and found nothing that keeps meetings from being booked.</summary>
    public bool IsTested => Status.Test is { } test && HasBooked(test) && test.Results.All(result => result.State != TestState.Bad);

    /// <summary>The steps in their order, by name, each with whether it is done.</summary>
    public IReadOnlyList<(string Name, bool IsDone)> All =>
        [("prepare", IsPrepared), ("name", true), ("register", IsRegistered), ("link", IsLinked && HasRooms), ("test", IsTested)];

    public bool AreDone => All.All(step => step.IsDone);

    /// <summary>Whether a test has booked a meeting: a full bridge, or a licence that is missing, is found by nothing else.</summary>
    public static bool HasBooked(ConnectorTest test) => Passed(test, "Test meeting");

    /// <returns>Null when there is no connector, or none can be asked.</returns>
    public static ConnectorSteps? Of(ConnectorPageView view) => view.Connectors.Where(connector => connector.Status is not null)
        .OrderByDescending(connector => connector.Id == view.Token?.ConnectorId).ThenByDescending(connector => Begun(connector.Status!))
        .Select(connector => new ConnectorSteps(connector, connector.Status!, view.HasRooms)).FirstOrDefault();

    /// <summary>By the name that the connector gives what it looks at; what it left out has not passed.</summary>
    private static bool Passed(ConnectorTest test, string name) => test.Results.Any(result => result.Name == name && result.State != TestState.Bad);

    /// <summary>When it registered, or its token was made: one whose token was never used stands behind those that came later.</summary>
    private static DateTimeOffset Begun(ConnectorStatus status) => status.RegisteredAt ?? status.TokenExpiresAt - ConnectorStatus.TokenLife ?? DateTimeOffset.MinValue;
}
