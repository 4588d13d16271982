namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>A refusal that the client gets as a SOAP fault with HTTP 500.</summary>
internal sealed class TmsFault : Exception
{
    public TmsFault(int code, string message) : base(message) => Code = code;

    private TmsFault(string role, string message) : base(message) => Role = role;

    /// <summary>TMS's code; null when ASP.NET refuses before TMS sees the call, and for "Unspecified Error".</summary>
    public int? Code { get; }

    /// <summary><c>Server</c>, <c>Client</c>, <c>VersionMismatch</c> or <c>MustUnderstand</c>.</summary>
    public string Role { get; } = "Server";

    /// <summary>The session id to go on with, for the two session errors.</summary>
    public string? ClientSession { get; init; }

    /// <summary>ASP.NET could not make sense of the XML.</summary>
    public static TmsFault CannotRead(string why) =>
        new("Client", $"Server was unable to read request. ---> There is an error in the XML document. ---> {why}");

    public static TmsFault UnknownAction(string action) =>
        new("Client", $"Server did not recognize the value of HTTP Header SOAPAction: {action}.");

    public static TmsFault NotAnEnvelope() =>
        new("VersionMismatch", "Possible SOAP version mismatch: the root is not an Envelope of SOAP 1.1 or 1.2.");

    public static TmsFault NotUnderstood(string header) => new("MustUnderstand", $"SOAP header {header} was not understood.");

    /// <summary>What TMS says of a conference that it cannot make sense of.</summary>
    public static TmsFault Unspecified(string why) => new("Server", $"Unspecified Error: {why}");
}
