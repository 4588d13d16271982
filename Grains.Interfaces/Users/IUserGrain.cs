using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;
using Orleans.Concurrency;

namespace HybridCalendar.Grains.Users;

/// <summary>A scheduler and his mailbox.</summary>
[Alias("hc.user")]
public interface IUserGrain : IMailboxGrain
{
    /// <summary>Enables, changes or disables the user. Enabling subscribes to the mailbox and reads it.</summary>
    [Alias("configure")]
    Task Configure(UserSettings settings);

    /// <summary>The same as <see cref="Configure"/>, unless somebody changed the settings in between.</summary>
    /// <param name="read">The settings that the new ones were made from.</param>
    /// <param name="settings">All that is to hold.</param>
    /// <returns>False when somebody did: nothing was changed then.</returns>
    [Alias("configure-from")]
    Task<bool> ConfigureFrom(UserSettings read, UserSettings settings);

    /// <summary>Disables the user, and forgets what was set and read of him. What stands in his invitations stays. Safe to repeat.</summary>
    /// <returns>False when there is no such user.</returns>
    [Alias("remove")]
    Task<bool> Remove();

    [AlwaysInterleave]
    [Alias("settings")]
    Task<UserSettings> GetSettings();

    /// <summary>Reads one of the user's events as it is now, as an administrator asks: Graph has told nothing of it.</summary>
    /// <param name="eventId">Graph's id of the event in the user's mailbox.</param>
    [Alias("read-again")]
    Task ReadAgain(string eventId);

    /// <summary>
    /// A TMS system may be booked for one of the user's meetings, as one came to stand in its room: from now on looks see to it that the
    /// meeting still exists. Safe to repeat.
    /// </summary>
    [Alias("rooms-mapped")]
    Task RoomsMapped(string iCalUId);

    /// <summary>What was seen, decided and done for the user's mailbox.</summary>
    [AlwaysInterleave]
    [Alias("timeline")]
    Task<Timeline> GetTimeline();
}
