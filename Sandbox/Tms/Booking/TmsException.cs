using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>How one occurrence differs from its series.</summary>
/// <param name="Kind">ADD, MODIFY or DELETE.</param>
/// <param name="Slot">The occurrence's start as the pattern has it.</param>
/// <param name="Data">What is different; null for DELETE.</param>
internal sealed record TmsException(string Kind, Instant Slot, XElement? Data)
{
    public static TmsException Read(XElement element)
    {
        var kind = element.Text("ExceptionType");
        var slot = element.Moment("RecurrenceIdUTC") ?? throw TmsFault.Unspecified("An exception has no RecurrenceIdUTC.");
        if (element.Text("RecurrenceIdRange") is "ThisAndFuture" or "ThisAndPrior")
            throw TmsFault.Unspecified("An exception is for one occurrence.");
        if (kind != "DELETE" && element.Child("ModifiedData") is null)
            throw TmsFault.Unspecified("An exception has no ModifiedData.");
        return new TmsException(kind, slot, kind == "DELETE" ? null : element.Child("ModifiedData"));
    }
}
