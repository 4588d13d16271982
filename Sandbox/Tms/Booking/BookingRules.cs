using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Soap;
using HybridCalendar.Sandbox.Tms.Systems;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>What TMS allows: time, licences, systems that are free, ports.</summary>
internal sealed class BookingRules(TmsOptions options, TmsSystems systems, TmsFaults faults, BookingStore store, TimeProvider time)
{
    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Refuses an option key that is missing.</summary>
    public void CheckOptionKey()
    {
        if (!options.IntegrationPackage && options.SystemLicences == 0)
            throw new TmsFault(TmsErrorCode.Licence, "There is no option key for booking over this API.");
    }

    /// <summary>Whether all systems of a conference have a licence now.</summary>
    public bool IsLicensed(IEnumerable<PlannedInstance> planned) => systems.TryLicense(planned.SelectMany(one => one.Data.Systems).Distinct());

    /// <summary>Refuses what lies outside the time that can be booked.</summary>
    public void CheckTime(ConferenceData data)
    {
        if (data.End <= Now)
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "Meetings in the past cannot be booked.");
        if (data.Start > Now + Duration.FromDays(options.BookingWindowDays))
            throw new TmsFault(TmsErrorCode.BeyondBookingWindow, $"The start is more than {options.BookingWindowDays} days ahead.");
    }

    /// <summary>What stands against each occurrence. Strict booking throws for the first one.</summary>
    /// <param name="planned">The occurrences to be.</param>
    /// <param name="replaced">Those that go at the same time.</param>
    /// <param name="strict">Whether a defect refuses all.</param>
    public IReadOnlyList<TmsDefect> Defects(IReadOnlyList<PlannedInstance> planned, IReadOnlySet<TmsInstance> replaced, bool strict)
    {
        var defects = new List<TmsDefect>();
        Instant? end = null;
        foreach (var one in planned)
        {
            if (one.Deleted)
            {
                defects.Add(TmsDefect.None);
                continue;
            }
            var meetsItself = one.Data.Start < end && one.Data.Systems.Any();
            end = one.Data.End;
            var defect = meetsItself ? TmsDefect.Conflict : DefectOf(one.Data, replaced);
            if (strict && defect != TmsDefect.None)
                throw Refusal(defect);
            defects.Add(defect);
        }
        return defects;
    }

    public static TmsFault Refusal(TmsDefect defect) => defect == TmsDefect.Conflict
        ? new TmsFault(TmsErrorCode.SystemAlreadyBooked, "A system is already booked at this time.")
        : new TmsFault(TmsErrorCode.NoRoute, "No route was found: the bridge has no ports left.");

    private TmsDefect DefectOf(ConferenceData data, IReadOnlySet<TmsInstance> replaced)
    {
        // What is over holds nothing, though it ended within the time that is asked for.
        bool IsInTheWay(TmsInstance other) => !replaced.Contains(other) && !other.IsOver(Now);
        if (data.Systems.Any(system => store.Occupancy.Overlapping(system, data.Start, data.End).Any(IsInTheWay)))
            return TmsDefect.Conflict;
        if (data.Ports == 0)
            return TmsDefect.None;
        var used = store.Occupancy.Overlapping(Occupancy.Bridge, data.Start, data.End).Where(IsInTheWay).Sum(other => other.Data.Ports);
        return used + data.Ports > options.BridgePorts || faults.Strikes(TmsFaultKind.NoRoute) ? TmsDefect.NoRoute : TmsDefect.None;
    }
}
