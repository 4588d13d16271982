namespace HybridCalendar.Clients.Keys;

/// <summary>The master key is missing, open to others, damaged, or not the one that is needed; the message says which and what to do.</summary>
public sealed class MasterKeyException(string message, Exception? innerException = null) : Exception(message, innerException);
