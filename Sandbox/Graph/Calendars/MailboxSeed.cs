using HybridCalendar.Sandbox.Graph.Rooms;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>A mailbox to make.</summary>
public sealed record MailboxSeed
{
    /// <summary>SMTP address, also the user principal name.</summary>
    public required string Address { get; init; }
    /// <summary>Display name.</summary>
    public required string DisplayName { get; init; }
    /// <summary>Directory id; a fixed one is derived from the address if none is given.</summary>
    public Guid? Id { get; init; }
    /// <summary>Language of the mailbox, such as <c>bg-BG</c>.</summary>
    public string Locale { get; init; } = "en-US";
    /// <summary>Windows or IANA name of the mailbox' zone.</summary>
    public string TimeZone { get; init; } = "UTC";
    /// <summary>Further addresses of the mailbox.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
    /// <summary>Given for a room.</summary>
    public RoomSettings? Room { get; init; }
    /// <summary>Mail protection (Safe Links) rewrites the links of invitations that come in.</summary>
    public bool RewritesLinks { get; init; }
    /// <summary>False: the directory knows the user, but there is no mailbox in the cloud.</summary>
    public bool HasMailbox { get; init; } = true;
}
