namespace HybridCalendar.Sandbox.Devices;

/// <summary>One row of the list that <c>Bookings Put</c> gave a device. Names are RoomOS's.</summary>
public sealed record DeviceBooking
{
    /// <summary>Seconds before the start that Join shows when the row does not say (RoomOS: EarlyJoin hidden).</summary>
    public const int DefaultStartTimeBuffer = 300;

    public required string Id { get; init; }

    public string? MeetingId { get; init; }

    public required string Title { get; init; }

    public string? Agenda { get; init; }

    /// <summary><c>Public</c> or <c>Private</c>.</summary>
    public string Privacy { get; init; } = "Public";

    public required string OrganizerName { get; init; }

    public string? OrganizerEmail { get; init; }

    public string? OrganizerId { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Minutes.</summary>
    public required int Duration { get; init; }

    /// <summary>Seconds.</summary>
    public int StartTimeBuffer { get; init; } = DefaultStartTimeBuffer;

    /// <summary>Seconds.</summary>
    public int EndTimeBuffer { get; init; }

    /// <summary>What is dialled; empty when the protocol is None.</summary>
    public required string Number { get; init; }

    public required string Protocol { get; init; }

    public string? MeetingPlatform { get; init; }

    public string? CallType { get; init; }

    public string? Encryption { get; init; }

    public string? MetaInfo { get; init; }

    public DateTimeOffset EndTime => StartTime.AddMinutes(Duration);

    public bool IsJoinable => Protocol != "None" && Number.Length > 0;

    public DateTimeOffset JoinFrom => StartTime.AddSeconds(-StartTimeBuffer);

    public DateTimeOffset JoinUntil => EndTime.AddSeconds(EndTimeBuffer);

    public bool ShowsJoin(DateTimeOffset now) => IsJoinable && JoinFrom <= now && now < JoinUntil;
}
