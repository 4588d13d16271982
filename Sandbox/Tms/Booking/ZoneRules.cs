using System.Xml;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Turns UTC into wall time and back, by the rules that a conference brings or by the server's own zone.</summary>
internal sealed class ZoneRules
{
    private readonly DateTimeZone? _zone;
    private readonly IReadOnlyList<Rule> _rules;

    private ZoneRules(DateTimeZone? zone, IReadOnlyList<Rule> rules) => (_zone, _rules) = (zone, rules);

    public static ZoneRules Of(DateTimeZone zone) => new(zone, []);

    /// <param name="element">ConferenceTimeZoneRules with at least one rule.</param>
    public static ZoneRules Read(XElement element) => new(null, [.. element.Elements().Select(ReadRule).OrderBy(rule => rule.From)]);

    public LocalDateTime ToLocal(Instant moment)
    {
        if (_zone is not null)
            return moment.InZone(_zone).LocalDateTime;
        var rule = RuleAt(moment.InUtc().Date);
        var standard = moment.WithOffset(rule.Base).LocalDateTime;
        // The hour around a change is told apart by going back: the wall time that leads to this moment is the right one.
        var daylight = moment.WithOffset(rule.Base.Plus(rule.Saving)).LocalDateTime;
        return rule.IsDaylight(daylight) && rule.IsDaylight(standard) ? daylight : rule.IsDaylight(daylight) && ToInstant(daylight) == moment ? daylight : standard;
    }

    public Instant ToInstant(LocalDateTime local)
    {
        if (_zone is not null)
            return local.InZoneLeniently(_zone).ToInstant();
        var rule = RuleAt(local.Date);
        return local.WithOffset(rule.IsDaylight(local) ? rule.Base.Plus(rule.Saving) : rule.Base).ToInstant();
    }

    private Rule RuleAt(LocalDate date) => _rules.LastOrDefault(rule => rule.From <= date) ?? _rules[0];

    private static Rule ReadRule(XElement element)
    {
        var from = element.Text("ValidFrom") is { Length: > 0 } text
            ? LocalDate.FromDateTime(XmlConvert.ToDateTimeOffset(text).UtcDateTime) : LocalDate.MinIsoValue;
        var (offset, saving) = ((int)element.Number("BaseOffsetInMinutes"), (int)element.Number("DaylightOffsetInMinutes"));
        if (Math.Abs(offset) > 14 * 60 || Math.Abs(saving) > 180)
            throw new TmsFault(TmsErrorCode.BadTimeZoneRule, "A time zone rule has an offset that is out of range.");
        return new Rule(from, Offset.FromSeconds(offset * 60), Offset.FromSeconds(saving * 60),
            saving == 0 ? null : ZoneChange.Read(element.Child("Daylight")), saving == 0 ? null : ZoneChange.Read(element.Child("Standard")));
    }

    private sealed record Rule(LocalDate From, Offset Base, Offset Saving, ZoneChange? Daylight, ZoneChange? Standard)
    {
        public bool IsDaylight(LocalDateTime local)
        {
            if (Daylight is null || Standard is null)
                return false;
            var (begins, ends) = (Daylight.In(local.Year), Standard.In(local.Year));
            return begins < ends ? local >= begins && local < ends : local >= begins || local < ends;
        }
    }
}
