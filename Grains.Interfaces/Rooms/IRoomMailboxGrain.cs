using System.Collections.Immutable;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;
using Orleans.Concurrency;

namespace HybridCalendar.Grains.Rooms;

/// <summary>A workspace's mailbox: what its devices show.</summary>
[Alias("hc.room")]
public interface IRoomMailboxGrain : IMailboxGrain
{
    /// <summary>Switches the workspace's calendar on or off and says which devices stand in it.</summary>
    /// <returns>Which other workspace has the mailbox, or one of the devices; nothing was changed then. Null when it was done.</returns>
    [Alias("configure")]
    Task<WorkspaceConflict?> Configure(WorkspaceSettings settings);

    /// <summary>The same as <see cref="Configure"/>, unless somebody changed the settings in between.</summary>
    /// <param name="read">The settings that the new ones were made from.</param>
    /// <param name="settings">All that is to hold.</param>
    [Alias("configure-from")]
    Task<WorkspaceUpdate> ConfigureFrom(WorkspaceSettings read, WorkspaceSettings settings);

    /// <summary>
    /// Removes the workspace: its devices are emptied and set free, TMS gives up what was booked by the room's own calendar, and it leaves
    /// the lists. The mailbox and its meetings stay as they are. Safe to repeat.
    /// </summary>
    /// <returns>False when there is no such workspace.</returns>
    [Alias("remove")]
    Task<bool> Remove();

    /// <summary>
    /// Gives the workspace another room mailbox: this one's workspace is removed, and the other one's is set up by its settings. What a failure
    /// or a crash interrupts goes on by itself, or with the same call; what cannot be done is put back.
    /// </summary>
    /// <param name="read">The settings that were read before.</param>
    /// <param name="mailbox">Mail address in lower case; the two may be addresses of one mailbox.</param>
    /// <returns>Null when there is no such workspace. With a conflict everything stays as it was.</returns>
    [Alias("move")]
    Task<WorkspaceUpdate?> Move(WorkspaceSettings read, string mailbox);

    [AlwaysInterleave]
    [Alias("settings")]
    Task<WorkspaceSettings> GetSettings();

    /// <summary>
    /// A series that this room is invited to has another answer for it. One way: the series must not wait for a room that may just be
    /// asking it. When the call is lost, a read finds the details within the reconcile period.
    /// </summary>
    /// <param name="seriesKey">The series grain's key.</param>
    [OneWay]
    [Alias("join-changed")]
    Task JoinDetailsChanged(string seriesKey);

    /// <summary>Another TMS system may stand in the room. Its calendar is looked at soon.</summary>
    [Alias("tms-changed")]
    Task TmsSystemChanged();

    /// <summary>What the devices show, by start.</summary>
    [AlwaysInterleave]
    [Alias("bookings")]
    Task<ImmutableArray<RoomBooking>> GetBookings();

    /// <summary>Meetings in the room's calendar that the devices do not show, by start; at most 100.</summary>
    [AlwaysInterleave]
    [Alias("left-out")]
    Task<ImmutableArray<RoomLeftOut>> GetLeftOut();

    [AlwaysInterleave]
    [Alias("timeline")]
    Task<Timeline> GetTimeline();
}
