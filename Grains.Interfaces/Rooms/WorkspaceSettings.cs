using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Grains.Organizations;

namespace HybridCalendar.Grains.Rooms;

/// <summary>A workspace: a place with a room mailbox and devices.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.workspace-settings")]
public sealed record WorkspaceSettings
{
    [Id(0)] public string DisplayName { get; init; } = "";

    /// <summary>Whether the devices show the mailbox's meetings.</summary>
    [Id(1)] public bool CalendarEnabled { get; init; }

    /// <summary>Ids of the devices in the workspace.</summary>
    [Id(2)] public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>How long before the start its devices show Join: 0 to 180 minutes; null for the organization's.</summary>
    [Id(3)] public int? StartBufferMinutes { get; init; }

    /// <summary>How long after the end Join stays: 0 to 180 minutes; null for the organization's.</summary>
    [Id(4)] public int? EndBufferMinutes { get; init; }

    /// <summary>Whose titles its devices replace by the organizer's name; null for the organization's.</summary>
    [Id(5)] public TitleMasking? TitleMasking { get; init; }

    /// <summary>Devices count by their ids and their order.</summary>
    public bool Equals(WorkspaceSettings? other) => other is not null && DisplayName == other.DisplayName && CalendarEnabled == other.CalendarEnabled
        && Devices.SequenceEqual(other.Devices, StringComparer.Ordinal) && StartBufferMinutes == other.StartBufferMinutes && EndBufferMinutes == other.EndBufferMinutes
        && TitleMasking == other.TitleMasking;

    public override int GetHashCode() => HashCode.Combine(DisplayName, CalendarEnabled, Devices.Length, StartBufferMinutes, EndBufferMinutes, TitleMasking);

    /// <summary>The organization's settings as they hold for this workspace.</summary>
    public OrganizationSettings Over(OrganizationSettings organization) => organization with
    {
        StartBufferMinutes = StartBufferMinutes ?? organization.StartBufferMinutes,
        EndBufferMinutes = EndBufferMinutes ?? organization.EndBufferMinutes,
        TitleMasking = TitleMasking ?? organization.TitleMasking,
    };
}
