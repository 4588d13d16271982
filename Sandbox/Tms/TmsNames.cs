using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tms;

/// <summary>Namespaces of the TMS Booking API and of SOAP.</summary>
internal static class TmsNames
{
    public static readonly XNamespace Booking = "http://tandberg.net/2004/02/tms/external/booking/";
    public static readonly XNamespace RemoteSetup = "http://tandberg.net/2004/02/tms/external/booking/remotesetup/";
    public static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
}
