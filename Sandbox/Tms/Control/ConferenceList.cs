using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>Everything that is booked, for checkers and for List Conferences.</summary>
internal static class ConferenceList
{
    public static IReadOnlyList<ConferenceRow> Of(TmsWorld world)
    {
        var now = Instant.FromDateTimeOffset(world.Time.GetUtcNow());
        lock (world.Lock)
        {
            return
            [
                .. from booking in world.Store.All
                   from one in booking.Instances
                   orderby one.Data.Start, one.Id
                   select new ConferenceRow(
                       one.Id, one.Data.Title, one.Data.Start.ToDateTimeOffset(), one.Data.End.ToDateTimeOffset(), one.Slot?.ToDateTimeOffset(), one.IsException,
                       one.Status(now), one.Data.Type, one.Data.Owner.UserName, ExternalService.Of(booking.Data, world.Options), booking.Data.Source, booking.Data.Key,
                       booking.Data.DetachedKey, one.Data.ForeignAddress ?? booking.Address(world.Options.BridgeDomain), one.Data.Settings["PrivacyFlag"], booking.Version,
                       [.. one.Data.Systems], [.. one.Data.Participants.Select(who => who.Name)],
                       [.. one.Data.Systems.Select(id => world.Systems.Find(id)?.Email).OfType<string>()]),
            ];
        }
    }
}
