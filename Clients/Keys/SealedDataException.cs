namespace HybridCalendar.Clients.Keys;

/// <summary>Stored data cannot be opened; the message names the key and nothing of the content.</summary>
public sealed class SealedDataException(string message, Exception? innerException = null) : Exception(message, innerException);
