namespace HybridCalendar.Grains.Catalogs;

/// <summary>What is known of the mailbox of somebody who was set up as a user.</summary>
public enum MailboxWatch
{
    /// <summary>The user is switched off: his calendar is not read.</summary>
    Off,

    /// <summary>Graph does not let us use it.</summary>
    Refused,

    /// <summary>It was not read since the user was enabled, or could not be read lately: what is known is old, or nothing.</summary>
    Unread,

    /// <summary>It is read: all meetings are known that ask for something or offer something.</summary>
    Watched,
}
