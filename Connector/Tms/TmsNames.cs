using System.Xml.Linq;

namespace HybridCalendar.Connector.Tms;

/// <summary>The XML names of the TMS Booking API.</summary>
internal static class TmsNames
{
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Booking = "http://tandberg.net/2004/02/tms/external/booking/";
    public static readonly XNamespace RemoteSetup = "http://tandberg.net/2004/02/tms/external/booking/remotesetup/";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema-instance";
}
