using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Connectors;

/// <summary>
/// What passes on the link between a gateway and a connector: JSON, one frame a message. What is asked and answered is a JWE; the rest
/// holds nothing of a meeting.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Challenge), "challenge")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Keys), "keys")]
[JsonDerivedType(typeof(Request), "request")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Unreadable), "unreadable")]
[JsonDerivedType(typeof(Ack), "ack")]
[JsonDerivedType(typeof(Heartbeat), "heartbeat")]
[JsonDerivedType(typeof(Seen), "seen")]
[JsonDerivedType(typeof(Test), "test")]
[JsonDerivedType(typeof(Tested), "tested")]
public abstract record LinkFrame
{
    /// <summary>The gateway begins: sign this.</summary>
    public sealed record Challenge(string Nonce) : LinkFrame;

    /// <summary>The connector says who it is.</summary>
    /// <param name="Connector">Its id.</param>
    /// <param name="Proof">See <see cref="ConnectorProof"/>.</param>
    /// <param name="Version">Its version.</param>
    public sealed record Hello(string Connector, string Proof, string Version) : LinkFrame;

    /// <summary>The gateway lets it in. The connector begins with a heartbeat and the answers that were not acknowledged.</summary>
    public sealed record Welcome : LinkFrame;

    /// <summary>The gateway does not let it in, or not any more, and closes.</summary>
    /// <param name="Code">For programs.</param>
    /// <param name="Detail">For people.</param>
    public sealed record Refused(string Code, string Detail) : LinkFrame;

    /// <summary>All keys that the connector may use from now on, each encrypted with its public key. Others are to be forgotten.</summary>
    public sealed record Keys(IReadOnlyList<WrappedLinkKey> Items) : LinkFrame;

    /// <summary>The gateway asks. The same request may come again.</summary>
    public sealed record Request(string Id, string Jwe) : LinkFrame;

    /// <summary>The connector answers, until there is an <see cref="Ack"/>.</summary>
    public sealed record Answer(string Id, string Jwe) : LinkFrame;

    /// <summary>The connector cannot open a request.</summary>
    public sealed record Unreadable(string Id, string Reason) : LinkFrame;

    /// <summary>The gateway has stored an answer.</summary>
    public sealed record Ack(string Id) : LinkFrame;

    /// <summary>The connector is alive; every <see cref="LinkTimes.Heartbeat"/>, and when something changed.</summary>
    /// <param name="Health">How it is. One in outage is relieved when another connector can do the work.</param>
    /// <param name="Window">How many requests it takes before it has answered them; 0 when it takes no new ones.</param>
    /// <param name="MayServe">False when it is out of service and has nothing in its hands: another connector may serve.</param>
    /// <param name="Alarms">What an administrator should know.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="HasStoodDown">True when it was told last to stand by, and has nothing in its hands; connectors of before never say so.</param>
    /// <param name="Certificates">Those that it sees; connectors of before tell of none.</param>
    /// <param name="Tms">How it reaches TMS; null when it cannot be asked for a <see cref="Test"/>.</param>
    public sealed record Heartbeat(
        LinkHealth Health, int Window, bool MayServe, IReadOnlyList<LinkAlarm> Alarms, string Version, bool HasStoodDown = false,
        IReadOnlyList<LinkCertificate>? Certificates = null, LinkTms? Tms = null) : LinkFrame;

    /// <summary>The gateway's answer to a heartbeat.</summary>
    /// <param name="Health">How the gateway sees the connector.</param>
    /// <param name="IsActive">Whether it is the one that serves; otherwise it stands by.</param>
    public sealed record Seen(LinkHealth Health, bool IsActive) : LinkFrame;

    /// <summary>The gateway asks for a test of the link to TMS.</summary>
    /// <param name="Id">Comes back with what was found.</param>
    /// <param name="Books">Whether a meeting is booked and taken out again.</param>
    public sealed record Test(string Id, bool Books) : LinkFrame;

    /// <summary>What a test found.</summary>
    public sealed record Tested(string Id, IReadOnlyList<LinkTestResult> Results) : LinkFrame;
}
