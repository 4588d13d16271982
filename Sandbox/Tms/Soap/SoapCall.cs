using System.Xml;
using System.Xml.Linq;
using Microsoft.Net.Http.Headers;

namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>A request's envelope, taken apart.</summary>
/// <param name="Envelope">Namespace of the SOAP version that the client speaks.</param>
/// <param name="Action">What the action header names, without quotes; null when there is none.</param>
/// <param name="Headers">The header's elements.</param>
/// <param name="Body">The body's element.</param>
internal sealed record SoapCall(XNamespace Envelope, string? Action, IReadOnlyList<XElement> Headers, XElement Body)
{
    private static readonly XmlReaderSettings s_settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 10_000_000 };

    public static async Task<SoapCall> ReadAsync(HttpRequest request)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(request.Body, s_settings);
            root = (await XDocument.LoadAsync(reader, LoadOptions.None, request.HttpContext.RequestAborted)).Root!;
        }
        catch (XmlException broken)
        {
            throw TmsFault.CannotRead(broken.Message);
        }
        var soap = root.Name.Namespace;
        if (root.Name.LocalName != "Envelope" || (soap != TmsNames.Soap11 && soap != TmsNames.Soap12))
            throw TmsFault.NotAnEnvelope();
        var body = root.Element(soap + "Body")?.Elements().FirstOrDefault() ?? throw TmsFault.CannotRead("The body is empty.");
        return new SoapCall(soap, ActionOf(request), [.. root.Element(soap + "Header")?.Elements() ?? []], body);
    }

    /// <summary>A header by its local name and the service's namespace.</summary>
    public XElement? Header(XName name) => Headers.FirstOrDefault(header => header.Name == name);

    /// <summary>The first header that must be understood and is not one of these.</summary>
    public XElement? NotUnderstood(params XName[] known) => Headers.FirstOrDefault(header =>
        !known.Contains(header.Name) && (string?)header.Attribute(Envelope + "mustUnderstand") is "1" or "true");

    private static string? ActionOf(HttpRequest request)
    {
        var named = request.Headers["SOAPAction"].ToString().Trim().Trim('"');
        if (named.Length > 0)
            return named;
        // SOAP 1.2 names it in the content type.
        var action = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("action", StringComparison.OrdinalIgnoreCase))?.Value.Value?.Trim('"')
            : null;
        return action is { Length: > 0 } ? action : null;
    }
}
