using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Books and changes conferences. Whoever calls holds the world's lock.</summary>
internal sealed class BookingDesk(
    BookingStore store, ConferenceReader reader, SeriesPlan plan, BookingRules rules, BookingEnds ends, TmsOptions options, TmsFaults faults, TimeProvider time)
{
    // The contract's field came with this version, and the check with it.
    private const int VersionsSince = 13;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Books a conference or a series, or changes one: found by its external key, else by its id.</summary>
    public TmsBooking Save(XElement asked, bool strict, TmsUser caller)
    {
        rules.CheckOptionKey();
        var before = Find(asked);
        if (before is not null)
            CheckChange(before, asked, caller);
        var data = reader.Read(asked, before?.Data, caller);
        if (before is { IsSeries: false } && before.Instances[0].IsRunning(Now))
            return ChangeRunning(before, before.Instances[0], data, caller);
        var running = before?.Instances.Where(one => one.IsRunning(Now)).ToList() ?? [];
        var planned = plan.Of(data, caller);
        var future = before is null ? planned : Future(before, planned, [.. running, .. Detached(data)]);
        if (future.Count == 0 && before!.Instances.All(one => !one.IsOver(Now)))
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "Meetings cannot be moved into the past.");
        foreach (var one in future.Where(one => !one.Deleted))
            rules.CheckTime(one.Data);
        CheckLicences(before, future, caller);
        var replaced = before?.Instances.Where(one => !one.IsOver(Now) && !running.Contains(one)).ToHashSet() ?? [];
        var defects = rules.Defects(future, replaced, strict);
        return Commit(before, data, future, defects, replaced, running, caller);
    }

    /// <summary>Changes one occurrence of a series.</summary>
    public (TmsBooking Booking, TmsInstance Instance) SaveInstance(XElement asked, bool strict, TmsUser caller)
    {
        rules.CheckOptionKey();
        if (asked.Child("RecurrencePattern") is not null)
            throw TmsFault.Unspecified("An occurrence has no RecurrencePattern.");
        var (booking, instance) = FindInstance(asked);
        BookingEnds.CheckAccess(booking, caller);
        CheckVersion(booking, asked);
        if (instance.IsOver(Now))
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "Meetings in the past cannot be changed.");
        var data = reader.Read(asked, instance.Data, caller, isOccurrence: true);
        if (instance.IsRunning(Now))
            return (ChangeRunning(booking, instance, data, caller), instance);
        rules.CheckTime(data);
        PlannedInstance[] planned = [new(instance.Slot, data)];
        CheckLicences(booking, planned, caller);
        var defect = rules.Defects(planned, new HashSet<TmsInstance> { instance }, strict)[0];
        (instance.Data, instance.Defect, instance.IsException) = (data, defect, booking.IsSeries);
        Done(booking, instance, "Updated", caller);
        return (booking, instance);
    }

    /// <summary>All or none.</summary>
    public IReadOnlyList<TmsBooking> SaveAll(IEnumerable<XElement> asked, TmsUser caller)
    {
        var saved = new List<TmsBooking>();
        store.AllOrNothing(() => saved.AddRange(asked.Select(one => Save(one, strict: true, caller))));
        return saved;
    }

    private TmsBooking? Find(XElement asked)
    {
        if (store.Find(asked.Text("ExternalSourceId"), asked.Text("ExternalPrimaryKey")) is { } known)
            return known;
        var id = (int)asked.Number("ConferenceId");
        return id switch
        {
            < 0 => null,
            0 => throw TmsFault.Unspecified("ConferenceId is missing."),
            _ => store.Find(id) is { Booking.Deleted: false } found ? found.Booking : throw BookingEnds.NotFound(),
        };
    }

    private (TmsBooking Booking, TmsInstance Instance) FindInstance(XElement asked)
    {
        if (store.Find(asked.Text("ExternalSourceId"), asked.Text("ExternalPrimaryKey")) is { } booking && asked.Moment("RecurrenceInstanceIdUTC") is { } slot)
            return (booking, BookingEnds.Instance(booking, slot));
        return store.Find((int)asked.Number("ConferenceId")) is { Booking.Deleted: false, Instance.Deleted: false } found ? found : throw BookingEnds.NotFound();
    }

    private void CheckChange(TmsBooking before, XElement asked, TmsUser caller)
    {
        BookingEnds.CheckAccess(before, caller);
        if (before.IsOver(Now))
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "Meetings in the past cannot be changed.");
        CheckVersion(before, asked);
    }

    private void CheckVersion(TmsBooking before, XElement asked)
    {
        if (options.ApiVersion >= VersionsSince && asked.Text("Version") != before.Version.ToString(CultureInfo.InvariantCulture))
            throw new TmsFault(TmsErrorCode.StaleVersion, "The conference was changed by somebody else: read it again.");
    }

    /// <summary>Too few licences when a conference is edited: TMS deletes it.</summary>
    private void CheckLicences(TmsBooking? before, IReadOnlyList<PlannedInstance> planned, TmsUser caller)
    {
        if (rules.IsLicensed(planned) && (before is null || !faults.Strikes(TmsFaultKind.LicenceExhausted)))
            return;
        if (before is null)
            throw new TmsFault(TmsErrorCode.SystemNotAllowed, "No licence is left for remote bookings of a system.");
        ends.Delete(before, caller);
        throw new TmsFault(TmsErrorCode.Licence, "More systems are booked than there are licences: the conference was deleted.");
    }

    /// <summary>What happens anew: neither what is over, nor what meets an occurrence that runs and stays as it is.</summary>
    private List<PlannedInstance> Future(TmsBooking before, IReadOnlyList<PlannedInstance> planned, IReadOnlyList<TmsInstance> staying)
    {
        if (planned is [{ Slot: null }])
            return [.. planned];
        var held = before.Instances.Where(one => one.IsOver(Now) && !one.Deleted).Select(one => one.Slot).ToHashSet();
        return
        [
            .. planned
                .Where(one => one.Data.End > Now && !held.Contains(one.Slot))
                .Select(one => staying.Any(running => running.Data.Start < one.Data.End && one.Data.Start < running.Data.End) ? one with { Deleted = true } : one),
        ];
    }

    /// <summary>Occurrences of the same series that an earlier edit left running by themselves.</summary>
    private IEnumerable<TmsInstance> Detached(ConferenceData data) => data.Key.Length == 0 ? [] : store.DetachedFrom(data.Source, data.Key)
        .Select(booking => booking.Instances[0]).Where(one => one.IsRunning(Now));

    private TmsBooking ChangeRunning(TmsBooking booking, TmsInstance instance, ConferenceData data, TmsUser caller)
    {
        if (data.Pattern is not null || data.Start != instance.Data.Start)
            throw new TmsFault(TmsErrorCode.MeetingActive, "The start of an active meeting cannot be changed.");
        if (data.End <= Now)
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "An active meeting cannot end in the past.");
        PlannedInstance[] planned = [new(instance.Slot, data)];
        CheckLicences(booking, planned, caller);
        rules.Defects(planned, new HashSet<TmsInstance> { instance }, strict: true);
        instance.Data = data;
        if (!booking.IsSeries)
            booking.Data = data;
        Done(booking, instance, "Updated", caller);
        return booking;
    }

    private TmsBooking Commit(
        TmsBooking? before, ConferenceData data, IReadOnlyList<PlannedInstance> planned, IReadOnlyList<TmsDefect> defects,
        IReadOnlySet<TmsInstance> replaced, IReadOnlyList<TmsInstance> running, TmsUser caller)
    {
        var booking = before ?? store.New(data, caller.Id);
        foreach (var one in running)
            Detach(booking, one, caller);
        // A conference that stays single stays the same one; occurrences of an edited series are new ones.
        var keptId = before is { IsSeries: false } && data.Pattern is null ? before.Instances[0].Id : (int?)null;
        foreach (var one in replaced)
            store.Drop(one);
        booking.Instances.RemoveAll(replaced.Contains);
        booking.Data = data;
        booking.Instances.AddRange(planned.Select((one, index) => new TmsInstance(keptId ?? store.NextId(), one.Slot, one.Data)
        {
            IsException = one.IsException,
            Deleted = one.Deleted,
            Defect = defects[index],
        }));
        Done(booking, null, before is null ? "New" : "Updated", caller);
        return booking;
    }

    /// <summary>An occurrence that runs while its series is edited goes on as a conference by itself.</summary>
    private void Detach(TmsBooking series, TmsInstance running, TmsUser caller)
    {
        series.Instances.Remove(running);
        running.Data = running.Data with { Source = "", Key = "", DetachedSource = series.Data.Source, DetachedKey = series.Data.Key };
        running.Slot = null;
        var alone = store.New(running.Data, series.CreatorId);
        alone.Instances.Add(running);
        alone.KeepsNumberOf(series);
        Done(alone, null, "Updated", caller);
    }

    private void Done(TmsBooking booking, TmsInstance? instance, string kind, TmsUser caller)
    {
        booking.Version++;
        booking.TransactionId = store.Log.Add(booking, instance, kind, caller.Id);
        store.Note(booking);
    }
}
