using System.Collections.Immutable;
using HybridCalendar.Grains.Overviews;

namespace HybridCalendar.Grains.Rooms;

/// <content>What the overview shows of the room.</content>
internal sealed partial class RoomMailboxGrain
{
    /// <summary>What the catalog counts; null after an activation, as a crash may have come between the state and the catalog.</summary>
    private ImmutableArray<RoomBooking>? _counted;

    private async Task CountButtonsAsync()
    {
        if (_counted == State.Bookings)
            return;
        var now = ButtonDays.Of(State.Bookings);
        var changes = _counted is { } counted ? ButtonDays.Changes(ButtonDays.Of(counted), now) : now;
        if (_counted is null || changes.Count > 0)
            await Services.Overview.PutButtonsAsync(Mail, changes, isAll: _counted is null, OverviewTable.DayOf(Now));
        _counted = State.Bookings;
    }
}
