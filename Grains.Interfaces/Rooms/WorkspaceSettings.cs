using System.Collections.Immutable;

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
}
