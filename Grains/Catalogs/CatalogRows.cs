using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>A user in a list.</summary>
public sealed record UserRow
{
    public string Mail { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public bool Enabled { get; init; }

    /// <summary>Whether Graph does not let us use the mailbox.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether it does not, as there is none.</summary>
    public bool Gone { get; init; }

    /// <summary>Whether the calendar was not read since the user was enabled, or could not be read lately.</summary>
    public bool Unread { get; init; }
    public string? Problem { get; init; }

    /// <summary>What is known of the mailbox.</summary>
    public MailboxWatch Watch => !Enabled ? MailboxWatch.Off : Refused ? MailboxWatch.Refused : Unread ? MailboxWatch.Unread : MailboxWatch.Watched;
}

/// <summary>A workspace in a list.</summary>
public sealed record WorkspaceRow
{
    public string Mail { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public bool CalendarEnabled { get; init; }
    public string? Problem { get; init; }
}

/// <summary>A device in a list.</summary>
public sealed record DeviceRow
{
    public string Id { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public DeviceLink Link { get; init; }

    /// <summary>Mail address of the workspace that it stands in; null when in none.</summary>
    public string? Workspace { get; init; }

    /// <summary>Why it does not take its list; null when it does.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it holds a stream open at a gateway; null for a device of the Webex cloud, which holds none.</summary>
    public bool? Connected { get; init; }

    /// <summary>Whether it is a panel that should be connected, and is not. One that stands nowhere has nothing to show.</summary>
    public bool IsAway => Connected == false && Workspace is not null;
}

/// <summary>A meeting in a list. It holds no title: the catalog is not encrypted.</summary>
public sealed record MeetingRow
{
    public string ICalUId { get; init; } = "";
    public string Organizer { get; init; } = "";

    /// <summary>UTC milliseconds since 1970.</summary>
    public long Starts { get; init; }

    /// <summary>End of the last occurrence, UTC milliseconds since 1970; null for a series without end.</summary>
    public long? Ends { get; init; }

    /// <summary>Start of the next occurrence, or of the one under way, UTC milliseconds since 1970; null takes <see cref="Starts"/>.</summary>
    public long? Next { get; init; }

    /// <summary>Its end; null takes <see cref="Ends"/>.</summary>
    public long? NextEnds { get; init; }

    /// <summary>When a series takes place, see <see cref="SeriesTimes"/>; null for a meeting that takes place once.</summary>
    public string? Times { get; init; }

    /// <summary>On which days of the week a series may take place, see <see cref="SeriesWeekdays"/>; 0 for a meeting that takes place once.</summary>
    public long FindWeekdays() => Times is { } times ? SeriesWeekdays.Of(SeriesTimes.Read(times)) : 0;

    public string? Keyword { get; init; }
    public SeriesJoinState JoinState { get; init; }
}
