using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Booking;

namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>The header that goes with every call and every answer.</summary>
/// <param name="ClientVersion">What the client announced; 0 without the header.</param>
/// <param name="ClientIdentifier">The client's name.</param>
/// <param name="Session">The client session.</param>
/// <param name="ServerVersion">The server's API version.</param>
internal sealed record VersionHeader(int ClientVersion, string ClientIdentifier, string Session, int ServerVersion)
{
    /// <summary>The API version that brought client sessions.</summary>
    public const int SessionsSince = 13;

    public static VersionHeader Read(XElement? header, int serverVersion)
    {
        if (header is null)
            return new VersionHeader(0, "", "", serverVersion);
        if (!int.TryParse(header.Text("ClientVersionIn"), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw TmsFault.CannotRead("ClientVersionIn is missing or no number.");
        if (version > serverVersion)
            throw TmsFault.Unspecified("The client's version is newer than the server's.");
        return new VersionHeader(version, header.Text("ClientIdentifierIn"), header.Text("ClientSession"), serverVersion);
    }

    /// <param name="service">Namespace of the service.</param>
    /// <param name="tellsVersion">The server's version, where the answer tells it; else null.</param>
    public IEnumerable<XElement> Write(XNamespace service, int? tellsVersion)
    {
        var header = new XElement(service + "ExternalAPIVersionSoapHeader", new XElement(service + "ClientVersionIn", ClientVersion));
        if (ClientIdentifier.Length > 0)
            header.Add(new XElement(service + "ClientIdentifierIn", ClientIdentifier));
        if (Session.Length > 0 && ServerVersion >= SessionsSince)
            header.Add(new XElement(service + "ClientSession", Session));
        yield return header;
        if (tellsVersion is { } version)
            yield return new XElement(service + "VersionSoapHeader", new XElement(service + "ConfAPIVersion", version));
    }
}
