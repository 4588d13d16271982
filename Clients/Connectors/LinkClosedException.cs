namespace HybridCalendar.Clients.Connectors;

/// <summary>The link has ended; the message says how, as a part of a sentence.</summary>
public sealed class LinkClosedException(string message, Exception? innerException = null) : Exception(message, innerException);
