using HybridCalendar.Sandbox.Tms.Booking;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>Edits in TMS's own pages, by its administrator. What the calendar connector made can only be changed in the calendar.</summary>
internal static class ConferenceEdit
{
    public static ConferenceRow Apply(TmsWorld world, int id, ConferenceChange change)
    {
        lock (world.Lock)
        {
            var (booking, instance) = Find(world, id);
            var asked = world.Shape.OfInstance(booking, instance);
            if (change.Title is { } title)
                asked.Child("Title")!.Value = title;
            if (change.Start is { } start)
                asked.Child("StartTimeUTC")!.Value = TmsText.Write(Instant.FromDateTimeOffset(start));
            if (change.End is { } end)
                asked.Child("EndTimeUTC")!.Value = TmsText.Write(Instant.FromDateTimeOffset(end));
            world.Desk.SaveInstance(asked, strict: true, Administrator(world));
        }
        return ConferenceList.Of(world).First(row => row.Id == id);
    }

    public static void Delete(TmsWorld world, int id)
    {
        lock (world.Lock)
        {
            var (booking, instance) = Find(world, id);
            world.Ends.DeleteInstance(booking, instance, Administrator(world));
        }
    }

    private static Access.TmsUser Administrator(TmsWorld world) => world.Users.All.First(user => user.BooksOnBehalf);

    private static (TmsBooking Booking, TmsInstance Instance) Find(TmsWorld world, int id)
    {
        var found = world.Store.Find(id) ?? throw BookingEnds.NotFound();
        return ExternalService.Of(found.Booking.Data, world.Options) == ExternalService.CalendarConnector
            ? throw TmsFault.Unspecified("A conference of the Calendar Connector cannot be edited in TMS. Change the meeting in the calendar.")
            : found;
    }
}
