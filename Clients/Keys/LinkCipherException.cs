namespace HybridCalendar.Clients.Keys;

/// <summary>A request or answer cannot be opened; the message gives the reason and nothing of the content.</summary>
public sealed class LinkCipherException(string message) : Exception(message);
