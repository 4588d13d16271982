using System.Collections.Immutable;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>
/// Mailboxes tell what is known of them while they work. Whoever looks for what comes of a piece of work waits for its end first: a change made from
/// settings that nobody has waits its turn, and changes nothing.
/// </summary>
internal static class MailboxTurns
{
    private const string Nobody = "nobody has this name";

    /// <summary>Waits until the room's mailbox has done what it is at.</summary>
    public static async Task RestAsync(this IRoomMailboxGrain room) =>
        (await room.ConfigureFrom(new WorkspaceSettings { DisplayName = Nobody }, new WorkspaceSettings())).IsStale.ShouldBeTrue();

    /// <summary>Waits until the user's mailbox has done what it is at.</summary>
    public static async Task RestAsync(this IUserGrain user) =>
        (await user.ConfigureFrom(new UserSettings { DisplayName = Nobody }, new UserSettings())).ShouldBeFalse();

    public static async Task<MailboxStatus> StatusAtRestAsync(this IRoomMailboxGrain room)
    {
        await room.RestAsync();
        return await room.GetStatus();
    }

    public static async Task<ImmutableArray<RoomBooking>> BookingsAtRestAsync(this IRoomMailboxGrain room)
    {
        await room.RestAsync();
        return await room.GetBookings();
    }

    public static async Task<ImmutableArray<RoomLeftOut>> LeftOutAtRestAsync(this IRoomMailboxGrain room)
    {
        await room.RestAsync();
        return await room.GetLeftOut();
    }

    public static async Task<Timeline> TimelineAtRestAsync(this IRoomMailboxGrain room)
    {
        await room.RestAsync();
        return await room.GetTimeline();
    }

    public static async Task<MailboxStatus> StatusAtRestAsync(this IUserGrain user)
    {
        await user.RestAsync();
        return await user.GetStatus();
    }

    public static async Task<Timeline> TimelineAtRestAsync(this IUserGrain user)
    {
        await user.RestAsync();
        return await user.GetTimeline();
    }
}
