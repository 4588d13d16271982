using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>A meeting in its organizer's mailbox.</summary>
internal sealed record Invitation(WorldPerson Who, string Id, string ICalUId, Draft Draft);
