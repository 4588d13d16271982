using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Ends and deletes conferences. What runs is ended, not deleted; what is over stays as it was.</summary>
internal sealed class BookingEnds(BookingStore store, TimeProvider time)
{
    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public static TmsFault NotFound() => new(TmsErrorCode.MeetingNotFound, "The meeting was not found.");

    /// <summary>Refuses a caller who has nothing to do with a conference.</summary>
    public static void CheckAccess(TmsBooking booking, TmsUser caller)
    {
        if (!caller.BooksOnBehalf && booking.Data.Owner.Id != caller.Id)
            throw new TmsFault(TmsErrorCode.NoAccessToConference, "You have no access to the conference.");
    }

    /// <summary>The occurrence of a series that the pattern has at this moment.</summary>
    public static TmsInstance Instance(TmsBooking booking, Instant slot) =>
        booking.Instances.FirstOrDefault(one => (one.Slot ?? one.Data.Start) == slot && !one.Deleted)
        ?? throw new TmsFault(TmsErrorCode.NoSuchOccurrence, "No such occurrence");

    /// <summary>Deletes a conference or a whole series.</summary>
    public void Delete(TmsBooking booking, TmsUser caller)
    {
        CheckAccess(booking, caller);
        if (booking.Deleted)
            throw NotFound();
        if (booking.IsOver(Now))
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "Meetings in the past cannot be deleted.");
        var ran = booking.Instances.Any(one => one.IsRunning(Now));
        foreach (var one in booking.Instances.Where(one => !one.IsOver(Now)))
            Stop(one);
        // A single one that ran is finished now, not deleted.
        booking.Deleted = booking.IsSeries || !ran;
        Done(booking, null, booking.Deleted ? "Deleted" : "Updated", caller);
    }

    /// <summary>Deletes one occurrence.</summary>
    public void DeleteInstance(TmsBooking booking, TmsInstance instance, TmsUser caller)
    {
        if (!booking.IsSeries)
        {
            Delete(booking, caller);
            return;
        }
        CheckAccess(booking, caller);
        if (instance.Deleted)
            throw NotFound();
        if (instance.IsOver(Now))
            throw new TmsFault(TmsErrorCode.CannotBookInThePast, "Meetings in the past cannot be deleted.");
        Stop(instance);
        Done(booking, instance, instance.Deleted ? "Deleted" : "Updated", caller);
    }

    /// <summary>Ends a conference that runs.</summary>
    public void End(TmsBooking booking, TmsInstance instance, TmsUser caller)
    {
        CheckAccess(booking, caller);
        if (instance.Deleted || booking.Deleted)
            throw new TmsFault(TmsErrorCode.MeetingIsDeleted, "The meeting is deleted.");
        if (!instance.IsRunning(Now))
            throw new TmsFault(TmsErrorCode.MeetingNotActive, "The meeting is not active.");
        Stop(instance);
        Done(booking, booking.IsSeries ? instance : null, "Updated", caller);
    }

    private void Stop(TmsInstance instance)
    {
        if (instance.IsRunning(Now))
            instance.Data = instance.Data with { End = Now };
        else
            instance.Deleted = true;
    }

    private void Done(TmsBooking booking, TmsInstance? instance, string kind, TmsUser caller)
    {
        booking.Version++;
        booking.TransactionId = store.Log.Add(booking, instance, kind, caller.Id);
        store.Note(booking);
    }
}
