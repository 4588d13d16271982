using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>Writes envelopes as ASP.NET does.</summary>
internal static class SoapAnswer
{
    public static Task WriteAsync(HttpContext context, XNamespace soap, IEnumerable<XElement> headers, XElement body)
    {
        var given = headers.ToList();
        return WriteAsync(context, soap, StatusCodes.Status200OK, Envelope(soap, given.Count == 0 ? null : new XElement(soap + "Header", given), body));
    }

    public static Task WriteFaultAsync(HttpContext context, XNamespace soap, TmsFault fault) =>
        WriteAsync(context, soap, StatusCodes.Status500InternalServerError, Envelope(soap, null, soap == TmsNames.Soap12 ? Fault12(fault) : Fault11(fault)));

    private static XElement Fault11(TmsFault fault) => new(TmsNames.Soap11 + "Fault",
        new XElement("faultcode", $"soap:{fault.Role}"), new XElement("faultstring", fault.Message), new XElement("detail", Details(fault)));

    private static XElement Fault12(TmsFault fault)
    {
        var soap = TmsNames.Soap12;
        var role = fault.Role switch { "Server" => "Receiver", "Client" => "Sender", _ => fault.Role };
        return new XElement(soap + "Fault",
            new XElement(soap + "Code", new XElement(soap + "Value", $"soap:{role}")),
            new XElement(soap + "Reason", new XElement(soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), fault.Message)),
            new XElement(soap + "Detail", Details(fault)));
    }

    private static IEnumerable<XElement> Details(TmsFault fault)
    {
        if (fault.Code is { } code)
            yield return new XElement("errorcode", code);
        if (fault.ClientSession is { } session)
            yield return new XElement("clientsessionid", session);
    }

    private static XElement Envelope(XNamespace soap, XElement? header, XElement body) => new(soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "soap", soap),
        new XAttribute(XNamespace.Xmlns + "xsi", TmsNames.Instance),
        new XAttribute(XNamespace.Xmlns + "xsd", "http://www.w3.org/2001/XMLSchema"),
        header, new XElement(soap + "Body", body));

    private static async Task WriteAsync(HttpContext context, XNamespace soap, int status, XElement envelope)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = soap == TmsNames.Soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";
        context.Response.Headers.CacheControl = "private, max-age=0";
        var settings = new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false) };
        await using var writer = XmlWriter.Create(context.Response.Body, settings);
        await new XDocument(new XDeclaration("1.0", "utf-8", null), envelope).SaveAsync(writer, context.RequestAborted);
    }
}
