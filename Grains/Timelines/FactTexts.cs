using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HybridCalendar.Grains.Timelines;

/// <summary>The sentences of facts, in English and Bulgarian.</summary>
public static class FactTexts
{
    private static readonly FrozenDictionary<string, (CompositeFormat English, CompositeFormat Bulgarian)> s_texts =
        new Dictionary<string, (string English, string Bulgarian)>
        {
            [FactCodes.Subscribed] = (
                "The mailbox is subscribed to: Graph tells of changes.",
                "Пощенската кутия е абонирана: Graph съобщава за промените."),
            [FactCodes.SubscriptionEnded] = (
                "The subscription to the mailbox ended: until there is another, changes are looked for.",
                "Абонаментът за пощенската кутия приключи: докато няма нов, промените се търсят."),
            [FactCodes.SubscribedAnew] = (
                "The subscription to the mailbox was gone and was made anew: what changed in between is read.",
                "Абонаментът за пощенската кутия беше изчезнал и е направен наново: промените междувременно се прочитат."),
            [FactCodes.SubscriptionRefused] = (
                "Graph makes no subscription to the mailbox: changes are looked for, so buttons come late.",
                "Graph не прави абонамент за пощенската кутия: промените се търсят, затова бутоните закъсняват."),
            [FactCodes.DeviceTook] = (
                "{0} took its list (version {1}, bookings: {2}).",
                "{0} прие списъка си (версия {1}, резервации: {2})."),
            [FactCodes.DeviceTookLate] = (
                "{0} took its list late (version {1}, bookings: {2}): it had not been up to date since {3}.",
                "{0} прие списъка си късно (версия {1}, резервации: {2}): не показваше най-новото от {3}."),
            [FactCodes.DeviceLost] = (
                "{0} lost its list, as after a restart: it is sent again.",
                "{0} загуби списъка си, както при рестартиране: изпраща се отново."),
            [FactCodes.DeviceTookAgain] = (
                "{0} has the list again that it had lost (version {1}, bookings: {2}).",
                "{0} отново има списъка, който загуби (версия {1}, резервации: {2})."),
            [FactCodes.DeviceRefused] = (
                "{0} does not take its list: Webex refuses it ({1}).",
                "{0} не приема списъка си: Webex го отхвърля ({1})."),
            [FactCodes.DeviceUnknown] = (
                "{0} does not take its list: Webex knows no device with its id.",
                "{0} не приема списъка си: Webex не познава устройство с този идентификатор."),
            [FactCodes.DeviceBusy] = (
                "{0} has not taken its list: it is off or busy, or Webex does not answer. It is tried again.",
                "{0} не прие списъка си: изключено или заето е, или Webex не отговаря. Опитва се отново."),
            [FactCodes.DeviceAway] = (
                "{0} is not connected: its newest list waits for it.",
                "{0} не е свързано: най-новият списък го чака."),
            [FactCodes.DeviceAlertedLate] = (
                "{0} connected, and was alerted then: Join was due at {1}.",
                "{0} се свърза и тогава беше известено: бутонът трябваше да се появи в {1}."),
            [FactCodes.AlertGiven] = (
                "The devices were alerted: Join was due at {0}.",
                "Устройствата са известени: бутонът трябваше да се появи в {0}."),
            [FactCodes.AlertLate] = (
                "The devices were alerted late: Join was due at {0}.",
                "Устройствата са известени късно: бутонът трябваше да се появи в {0}."),
            [FactCodes.AlertUnheard] = (
                "The device {0} was not connected when Join was due at {1}: it is alerted if it connects while the meeting goes on.",
                "Устройството {0} не беше свързано, когато бутонът трябваше да се появи в {1}: ще бъде известено, ако се свърже, докато срещата трае."),
            [FactCodes.AlertFailed] = (
                "The device {0} could not be alerted, and is tried again: Join was due at {1}.",
                "Устройството {0} не можа да бъде известено и се опитва отново: бутонът трябваше да се появи в {1}."),
            [FactCodes.TmsAskedAgain] = (
                "TMS is asked again for the same.",
                "TMS е попитана отново за същото."),
            [FactCodes.TmsLater] = (
                "TMS cannot do it now; it is tried again. {0}",
                "TMS не може да го направи сега; опитва се отново. {0}"),
        }.ToFrozenDictionary(text => text.Key, text => (CompositeFormat.Parse(text.Value.English), CompositeFormat.Parse(text.Value.Bulgarian)));

    /// <summary>All codes that there are sentences of.</summary>
    public static IReadOnlyCollection<string> Codes => s_texts.Keys;

    /// <summary>Adds a fact with its English sentence.</summary>
    public static Timeline Add(this Timeline timeline, DateTimeOffset now, TimelineStep step, string subject, string code, params ImmutableArray<string> values)
    {
        var fact = new TimelineFact(subject, code, values);
        return timeline.Add(now, step, Of(fact, "en")!, fact);
    }

    /// <summary>The same for a fact of which each is to be found again: see <see cref="Timeline.AddEach"/>.</summary>
    public static Timeline AddEach(this Timeline timeline, DateTimeOffset now, TimelineStep step, string subject, string code, params ImmutableArray<string> values)
    {
        var fact = new TimelineFact(subject, code, values);
        return timeline.AddEach(now, step, Of(fact, "en")!, fact);
    }

    /// <summary>The entries with their sentences in a language; those without a fact stay as they are.</summary>
    /// <param name="entries">As they are stored.</param>
    /// <param name="language"><c>bg</c>; every other one is English.</param>
    public static ImmutableArray<TimelineEntry> In(this ImmutableArray<TimelineEntry> entries, string language) =>
        [.. entries.Select(entry => entry.Fact is { } fact && Of(fact, language) is { } text ? entry with { Text = text } : entry)];

    /// <summary>The sentence; null for a code that a later version wrote.</summary>
    internal static string? Of(TimelineFact fact, string language) => s_texts.TryGetValue(fact.Code, out var texts)
        ? string.Format(CultureInfo.InvariantCulture, language == "bg" ? texts.Bulgarian : texts.English, [.. fact.Values])
        : null;
}
