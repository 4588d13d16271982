using NodaTime;

namespace HybridCalendar.Domain.Bookings;

/// <summary>What a room's devices are given.</summary>
public sealed record BookingSettings
{
    /// <summary>How long a meeting that has ended stays in the list. Default: 1 day.</summary>
    public Duration Past { get; init; } = Duration.FromDays(1);

    /// <summary>How far ahead meetings are listed. Default: 31 days.</summary>
    public Duration Ahead { get; init; } = Duration.FromDays(31);

    /// <summary>How long before the start Join is allowed, 0 to 180 minutes. Default: 5 minutes.</summary>
    public Duration StartBuffer { get; init; } = Duration.FromMinutes(5);

    /// <summary>How long after its end a meeting may last, 0 to 180 minutes. Default: none.</summary>
    public Duration EndBuffer { get; init; } = Duration.Zero;

    /// <summary>Whether meetings that the room accepted tentatively are listed. Default: yes, as Cisco's devices show them.</summary>
    public bool ShowTentative { get; init; } = true;

    /// <summary>Whose titles are replaced by the organizer's name. Default: private meetings'.</summary>
    public TitleMasking Masking { get; init; } = TitleMasking.Private;

    /// <summary>At most this many rows, the earliest ones; keeps a hostile calendar from flooding a device. Default: 1,000.</summary>
    public int MaxBookings { get; init; } = 1000;
}

/// <summary>Which meetings' titles are replaced by the organizer's name.</summary>
public enum TitleMasking
{
    None,

    /// <summary>Meetings whose sensitivity is private or confidential.</summary>
    Private,
    All,
}
