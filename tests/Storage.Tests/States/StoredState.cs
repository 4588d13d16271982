namespace HybridCalendar.Storage.Tests.States;

/// <summary>A record.</summary>
public sealed record StoredState(byte[] Payload, long Version);
