namespace HybridCalendar.Connector.Identity;

/// <summary>Something that an administrator of the connector has to mend; the message says what.</summary>
public sealed class ConnectorException(string message, Exception? innerException = null) : Exception(message, innerException);
