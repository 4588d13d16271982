using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Works out the occurrences that a conference asks for.</summary>
internal sealed class SeriesPlan(ConferenceReader reader, TmsOptions options)
{
    /// <summary>All occurrences by their place in the pattern, past ones too.</summary>
    public IReadOnlyList<PlannedInstance> Of(ConferenceData data, TmsUser caller)
    {
        if (data.Pattern is not { } pattern)
            return [new PlannedInstance(null, data)];
        var zone = data.ZoneRules is { } rules ? ZoneRules.Read(rules) : ZoneRules.Of(DateTimeZoneProviders.Tzdb[options.TimeZone]);
        var length = data.End - data.Start;
        var planned = PatternSlots.Of(pattern, data.Start, zone)
            .ToDictionary(slot => slot, slot => new PlannedInstance(slot, data with { Start = slot, End = slot + length, Pattern = null }));
        foreach (var exception in pattern.Exceptions)
            planned[exception.Slot] = Apply(exception, planned.GetValueOrDefault(exception.Slot), data, caller);
        if (planned.Values.All(one => one.Deleted))
            throw TmsFault.Unspecified("The series has no occurrence left.");
        if (planned.Count > PatternSlots.Most)
            throw new TmsFault(TmsErrorCode.TooManyOccurrences, $"A series may have {PatternSlots.Most} occurrences.");
        return [.. planned.Values.OrderBy(one => one.Slot)];
    }

    private PlannedInstance Apply(TmsException exception, PlannedInstance? there, ConferenceData series, TmsUser caller)
    {
        if (exception.Kind == "ADD")
        {
            var added = series with { Start = exception.Slot, End = exception.Slot + (series.End - series.Start), Pattern = null };
            return new PlannedInstance(exception.Slot, Read(exception.Data!, added, caller), IsException: true);
        }
        if (there is null)
            throw new TmsFault(TmsErrorCode.NoSuchOccurrence, "No such occurrence");
        return exception.Kind == "DELETE" ? there with { Deleted = true } : there with { Data = Read(exception.Data!, there.Data, caller), IsException = true };
    }

    private ConferenceData Read(XElement data, ConferenceData before, TmsUser caller) => reader.Read(data, before, caller, isOccurrence: true);
}
