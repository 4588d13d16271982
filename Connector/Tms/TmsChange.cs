using NodaTime;

namespace HybridCalendar.Connector.Tms;

/// <summary>One change that TMS is asked for. Two that are equal would be done twice.</summary>
/// <param name="IsDeletion">Whether something is taken out.</param>
/// <param name="Key">The conference's or series' key.</param>
/// <param name="Slot">When the pattern has the instance that is changed; null for the whole.</param>
internal sealed record TmsChange(bool IsDeletion, string Key, Instant? Slot)
{
    public static TmsChange Save(TmsConference conference) => new(IsDeletion: false, conference["ExternalPrimaryKey"] ?? "", conference.OriginalStart);

    public static TmsChange Delete(string key, Instant? slot = null) => new(IsDeletion: true, key, slot);
}
