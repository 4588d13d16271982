namespace HybridCalendar.Grains.Connectors;

/// <summary>An on-premises calendar connector: its registration and how it is.</summary>
[Alias("hc.connector")]
public interface IConnectorGrain : IGrainWithStringKey
{
    /// <summary>Begins a registration.</summary>
    /// <returns>What the connector registers with; null when there is such a connector already.</returns>
    [Alias("create")]
    Task<RegistrationToken?> Create(ConnectorSettings settings);

    /// <summary>Makes another token and voids the one before. A connector that is registered goes on until the new token is used.</summary>
    /// <returns>Null when there is no such connector.</returns>
    [Alias("token")]
    Task<RegistrationToken?> CreateToken();

    /// <summary>Forgets the connector: its key counts no more, and its connection is cut.</summary>
    /// <returns>False when there is no such connector.</returns>
    [Alias("remove")]
    Task<bool> Remove();

    /// <summary>Null when there is no such connector.</summary>
    [Alias("status")]
    Task<ConnectorStatus?> GetStatus();

    /// <summary>The connector's side of a registration.</summary>
    /// <param name="token">The token.</param>
    /// <param name="publicKey">RSA, DER of SubjectPublicKeyInfo as base64.</param>
    /// <param name="proof">A proof of the private key, made for the token.</param>
    /// <returns>Null when the connector is registered now.</returns>
    [Alias("register")]
    Task<LinkRefusal?> Register(string token, string publicKey, string proof);

    /// <summary>Lets a connection in.</summary>
    /// <param name="connectionId">Chosen by the gateway.</param>
    /// <param name="nonce">What the gateway gave the connection to sign.</param>
    /// <param name="proof">The connector's proof.</param>
    /// <param name="observer">Whom to tell when the connection has to end.</param>
    [Alias("connect")]
    Task<LinkAdmission> Connect(string connectionId, string nonce, string proof, IConnectorObserver observer);

    /// <summary>What gateways of earlier versions call, which do not tell the key: a connection that is not known has to be made anew.</summary>
    [Alias("report")]
    Task<ConnectorHealth?> Report(string connectionId, ConnectorReport report, IConnectorObserver observer);

    /// <summary>A connection is alive; to be called every third of <see cref="PoolLease.Length"/>.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="publicKey">The key with which it was let in.</param>
    /// <param name="report">What the connector says of itself.</param>
    /// <param name="observer">Whom to tell when the connection has to end.</param>
    /// <returns>How this side sees the connector; null when the connection or its key was replaced, or the connector removed.</returns>
    [Alias("report-as")]
    Task<ConnectorHealth?> ReportAs(string connectionId, string publicKey, ConnectorReport report, IConnectorObserver observer);

    [Alias("disconnect")]
    Task Disconnect(string connectionId);

    /// <summary>Asks the connector to test its link to TMS; <see cref="GetStatus"/> tells what came of it.</summary>
    /// <param name="books">Whether a meeting is booked for tomorrow and taken out again.</param>
    /// <returns>Why it was not asked; null when it was.</returns>
    [Alias("start-test")]
    Task<TestRefusal?> StartTest(bool books);

    /// <summary>The connector has tested its link to TMS. What another one than the last test found is forgotten.</summary>
    [Alias("tested")]
    Task Tested(string connectionId, string testId, IReadOnlyList<ConnectorTestResult> results);
}
