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

    /// <summary>The last test has found nothing that keeps meetings from being booked.</summary>
    public bool IsTested => Status.Test is { AnsweredAt: not null, Results.Count: > 0 } test && test.Results.All(result => result.State != TestState.Bad);

    /// <summary>The steps in their order, by name, each with whether it is done.</summary>
    public IReadOnlyList<(string Name, bool IsDone)> All =>
        [("prepare", IsRegistered), ("name", true), ("register", IsRegistered), ("link", IsLinked && HasRooms), ("test", IsTested)];

    public bool AreDone => All.All(step => step.IsDone);

    /// <returns>Null when there is no connector, or none can be asked.</returns>
    public static ConnectorSteps? Of(ConnectorPageView view) => view.Connectors.Where(connector => connector.Status is not null)
        .OrderByDescending(connector => connector.Id == view.Token?.ConnectorId).ThenByDescending(connector => Begun(connector.Status!))
        .Select(connector => new ConnectorSteps(connector, connector.Status!, view.HasRooms)).FirstOrDefault();

    /// <summary>When it registered, or its token was made: one whose token was never used stands behind those that came later.</summary>
    private static DateTimeOffset Begun(ConnectorStatus status) => status.RegisteredAt ?? status.TokenExpiresAt - ConnectorStatus.TokenLife ?? DateTimeOffset.MinValue;
}
