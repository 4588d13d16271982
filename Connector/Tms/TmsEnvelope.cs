using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Tms;

/// <summary>Writes calls to TMS and reads its answers (SOAP 1.1, document/literal).</summary>
internal static class TmsEnvelope
{
    /// <summary>What a connector sends of itself; TMS writes it into its logs.</summary>
    private const string Client = "HybridCalendar";

    /// <summary>These are not bound to the context header.</summary>
    private static readonly HashSet<string> s_withoutContext = ["GetDefaultConference", "GetConferenceIdByExternalId", "GetTimeZoneRulesById"];

    public static XDocument Write(TmsService service, string operation, IEnumerable<XElement> arguments, int version, string? session)
    {
        var ns = service.Namespace;
        var header = new XElement(TmsNames.Soap + "Header");
        // We own the invitation: TMS sends no mails.
        if (service == TmsService.Booking && !s_withoutContext.Contains(operation))
            header.Add(new XElement(ns + "ContextHeader", new XElement(ns + "SendConfirmationMail", false), new XElement(ns + "ExcludeConferenceInformation", false)));
        header.Add(new XElement(ns + "ExternalAPIVersionSoapHeader",
            new XElement(ns + "ClientVersionIn", version),
            new XElement(ns + "ClientIdentifierIn", Client),
            session is null ? null : new XElement(ns + "ClientSession", session)));
        return new XDocument(new XElement(TmsNames.Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soap", TmsNames.Soap),
            new XAttribute(XNamespace.Xmlns + "xsi", TmsNames.Schema),
            header,
            new XElement(TmsNames.Soap + "Body", new XElement(ns + operation, arguments))));
    }

    /// <summary>Reads an answer, whichever version of SOAP it is in.</summary>
    /// <param name="stream">The answer.</param>
    /// <param name="operation">The operation that was called.</param>
    /// <exception cref="TmsException">It is no SOAP.</exception>
    public static XElement Read(Stream stream, string operation)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = TmsSoap.LongestAnswer };
            using var reader = XmlReader.Create(stream, settings);
            var root = XDocument.Load(reader).Root!;
            if (root.Name.LocalName == "Envelope" && Child(root, "Body") is not null)
                return root;
        }
        catch (XmlException)
        {
            // The reader's message can quote the answer, so it is not passed on.
        }
        throw new TmsException(ConferenceReason.Unreachable, $"TMS's answer to {operation} is not SOAP: is Tms:Url the address of a TMS?");
    }

    public static XElement? Fault(XElement envelope) => Child(Child(envelope, "Body"), "Fault");

    /// <summary>The session in the answer's header; null when there is none.</summary>
    public static string? Session(XElement envelope) => Child(Child(Child(envelope, "Header"), "ExternalAPIVersionSoapHeader"), "ClientSession")?.Value;

    /// <summary>The number of TMS's own Booking API, which only the default conference comes with.</summary>
    public static int? ServerVersion(XElement envelope) =>
        int.TryParse(Child(Child(Child(envelope, "Header"), "VersionSoapHeader"), "ConfAPIVersion")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>The operation's result; null for one without.</summary>
    public static XElement? Result(XElement envelope, string operation) => Child(Child(Child(envelope, "Body"), operation + "Response"), operation + "Result");

    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);
}
