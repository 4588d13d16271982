namespace Orleans.Runtime;

/// <summary>Base of the runtime's own failures.</summary>
public class OrleansException : Exception
{
    /// <summary>Without words.</summary>
    public OrleansException()
    {
    }

    /// <summary>With words.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>With words and a cause.</summary>
    public OrleansException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}

/// <summary>The call was not made: for example, because activations of the grain end as soon as they begin.</summary>
public class OrleansMessageRejectionException(string message, Exception? innerException = null) : OrleansException(message, innerException);

/// <summary>The host is stopping or has stopped.</summary>
public sealed class SiloUnavailableException(string message) : OrleansMessageRejectionException(message);

/// <summary>The observer that was called is gone: its object was collected, or its reference was deleted.</summary>
public sealed class ClientNotAvailableException(string message) : OrleansException(message);
