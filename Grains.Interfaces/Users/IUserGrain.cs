using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Users;

/// <summary>A scheduler and his mailbox.</summary>
[Alias("hc.user")]
public interface IUserGrain : IMailboxGrain
{
    /// <summary>Enables, changes or disables the user. Enabling subscribes to the mailbox and reads it.</summary>
    [Alias("configure")]
    Task Configure(UserSettings settings);

    [Alias("settings")]
    Task<UserSettings> GetSettings();
}
