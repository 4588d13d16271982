using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tests.Tms;

/// <summary>As little of a client as it takes: it adopts sessions, and otherwise sends what it is told.</summary>
public sealed class SoapClient(HttpClient http)
{
    public const string BookingPath = "/tms/external/booking/bookingservice.asmx";
    public const string SetupPath = "/tms/external/booking/remotesetup/remotesetupservice.asmx";
    public static readonly XNamespace Booking = "http://tandberg.net/2004/02/tms/external/booking/";
    public static readonly XNamespace Setup = "http://tandberg.net/2004/02/tms/external/booking/remotesetup/";
    private static readonly XNamespace s_soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace s_soap12 = "http://www.w3.org/2003/05/soap-envelope";

    public int? Version { get; set; }

    public string Session { get; set; } = "";

    /// <summary>Whether a refused session is followed by the suggested one.</summary>
    public bool FollowsSessions { get; set; } = true;

    public bool Soap12 { get; set; }

    public bool NamesAction { get; set; } = true;

    /// <summary>The header of the last answer.</summary>
    public XElement? LastHeader { get; private set; }

    public static XElement Text(string name, object? value) => new(Booking + name, value);

    public async Task<XElement> CallAsync(string operation, params object?[] arguments)
    {
        try
        {
            return await SendAsync(Booking, BookingPath, operation, new XElement(Booking + operation, arguments));
        }
        catch (SoapFaultException refused) when (FollowsSessions && refused.Session is { } session)
        {
            Session = session;
            return await SendAsync(Booking, BookingPath, operation, new XElement(Booking + operation, arguments));
        }
    }

    public Task<XElement> SetupAsync(string operation, params object?[] arguments) =>
        SendAsync(Setup, SetupPath, operation, new XElement(Setup + operation, arguments));

    public async Task<XElement> SendAsync(XNamespace service, string path, string action, XElement body)
    {
        var soap = Soap12 ? s_soap12 : s_soap11;
        var header = Version is { } version ? new XElement(service + "ExternalAPIVersionSoapHeader",
            new XElement(service + "ClientVersionIn", version.ToString(CultureInfo.InvariantCulture)), new XElement(service + "ClientSession", Session)) : null;
        var envelope = new XElement(soap + "Envelope", new XElement(soap + "Header", header), new XElement(soap + "Body", body));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(envelope.ToString(), Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            !Soap12 ? "text/xml; charset=utf-8" : NamesAction ? $"application/soap+xml; charset=utf-8; action=\"{service}{action}\"" : "application/soap+xml; charset=utf-8");
        if (!Soap12 && NamesAction)
            request.Headers.Add("SOAPAction", $"\"{service}{action}\"");
        using var answer = await http.SendAsync(request);
        return Read(answer.StatusCode, await answer.Content.ReadAsStringAsync(), service);
    }

    private XElement Read(HttpStatusCode status, string text, XNamespace service)
    {
        if (status is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError))
            throw new HttpRequestException($"{(int)status}", null, status);
        var root = XElement.Parse(text);
        root.Name.Namespace.ShouldBe(Soap12 ? s_soap12 : s_soap11);
        var body = root.El("Body").Elements().Single();
        LastHeader = root.Elements().FirstOrDefault(one => one.Name.LocalName == "Header");
        if (body.Name.LocalName != "Fault")
        {
            status.ShouldBe(HttpStatusCode.OK);
            if (LastHeader?.Descendants(service + "ClientSession").FirstOrDefault()?.Value is { Length: > 0 } session)
                Session = session;
            return body;
        }
        var code = body.Descendants("errorcode").FirstOrDefault()?.Value;
        throw new SoapFaultException(status, (body.Element("faultcode") ?? body.Descendants().First(one => one.Name.LocalName == "Value")).Value,
            (body.Element("faultstring") ?? body.Descendants().First(one => one.Name.LocalName == "Text")).Value,
            code is null ? null : int.Parse(code, CultureInfo.InvariantCulture), body.Descendants("clientsessionid").FirstOrDefault()?.Value);
    }
}
