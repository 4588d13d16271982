namespace HybridCalendar.Sandbox.Devices;

/// <summary>The call that a device is in, after somebody pressed Join.</summary>
public sealed record DeviceCall(string BookingId, string Title, string Number, string Protocol, string? MeetingPlatform, DateTimeOffset Since);
