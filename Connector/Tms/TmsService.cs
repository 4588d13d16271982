using System.Xml.Linq;

namespace HybridCalendar.Connector.Tms;

/// <summary>One of the two web services of the TMS Booking API.</summary>
/// <param name="Path">Its path on TMS.</param>
/// <param name="Namespace">The namespace of its operations and headers.</param>
internal sealed record TmsService(string Path, XNamespace Namespace)
{
    public static readonly TmsService Booking = new("tms/external/booking/bookingservice.asmx", TmsNames.Booking);
    public static readonly TmsService RemoteSetup = new("tms/external/booking/remotesetup/remotesetupservice.asmx", TmsNames.RemoteSetup);
}
