namespace Orleans.Serialization;

/// <summary>A type travels with a call but is not a message type; the message says which, where, and what is missing.</summary>
public sealed class CodecNotFoundException(string message) : Exception(message);
