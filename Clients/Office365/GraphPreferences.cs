using Microsoft.Kiota.Abstractions;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// What we ask of every answer. Immutable ids everywhere, subscriptions included: ids of the two kinds do not compare. UTC, as
/// <c>originalStartTimeZone</c> tells the event's own zone. HTML, as links hide in it and a text body would flatten what people wrote.
/// </summary>
internal static class GraphPreferences
{
    public static void Apply(RequestHeaders headers)
    {
        headers.Add("Prefer", "IdType=\"ImmutableId\"");
        headers.Add("Prefer", "outlook.timezone=\"UTC\"");
        headers.Add("Prefer", "outlook.body-content-type=\"html\"");
    }
}
