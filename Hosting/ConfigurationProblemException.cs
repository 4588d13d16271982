namespace HybridCalendar.Hosting;

/// <summary>A setting that stops the start; the message names it.</summary>
public sealed class ConfigurationProblemException(string message, Exception? innerException = null) : Exception(message, innerException);
