using System.Collections.Immutable;
using System.Text.Json.Serialization;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Gateway.Reports;

/// <summary>All that tells why a room shows what it shows.</summary>
/// <param name="Mail">The room's address.</param>
/// <param name="Settings">What was set for the workspace.</param>
/// <param name="Status">How its mailbox is doing, with its findings.</param>
/// <param name="Meetings">The meetings that have not ended, by start: those that devices show, those that they leave out, and those that the room declined.</param>
/// <param name="Devices">The devices in the workspace.</param>
/// <param name="Timeline">What was seen, decided and done for the room and by its devices, oldest first.</param>
public sealed record RoomReport(
    string Mail, WorkspaceSettings Settings, MailboxStatus Status, IReadOnlyList<RoomMeeting> Meetings, IReadOnlyList<RoomDevice> Devices,
    ImmutableArray<TimelineEntry> Timeline);

/// <summary>A meeting in a room, without its title.</summary>
/// <param name="MeetingUid">The iCalUId of the meeting or of its series.</param>
/// <param name="Start">UTC; of a series that was declined, its next occurrence.</param>
/// <param name="End">UTC; null when it is not shown.</param>
/// <param name="Shown">Whether devices show it.</param>
/// <param name="Button">Whether it has a Join button.</param>
/// <param name="Rule">The rule that found what to dial; null without a button.</param>
/// <param name="Reason">Why there is no button, a word for programs; null when there is one.</param>
/// <param name="Text">The same for people, and what keeps a button from being seen.</param>
public sealed record RoomMeeting(
    string MeetingUid, DateTimeOffset Start, DateTimeOffset? End, bool Shown, bool Button, string? Rule, string? Reason, string Text)
{
    /// <summary>The text without what is wrong with the room's devices, for where these are told once for all meetings.</summary>
    [JsonIgnore]
    public string Decision { get; init; } = Text;

    /// <summary>The id under which its report tells what TMS makes of it, when the room has TMS book it by its own copy; else null.</summary>
    public string? TmsUid { get; init; }
}

/// <summary>A device in a room.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="IsUpToDate">Whether it has confirmed the list that it must show.</param>
/// <param name="Text">How it is doing, for people.</param>
public sealed record RoomDevice(string Id, string DisplayName, bool IsUpToDate, string Text)
{
    /// <summary>How it is reached; null when that cannot be found out now.</summary>
    public DeviceLink? Link { get; init; }
}
