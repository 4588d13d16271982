namespace Orleans;

/// <summary>Why an activation ends. The values are those of Orleans; not all of them occur here.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,

    /// <summary>The host stops.</summary>
    ShuttingDown,

    /// <summary>The constructor, a state's read or OnActivateAsync failed.</summary>
    ActivationFailed,

    /// <summary>Only in a cluster.</summary>
    DirectoryFailure,

    /// <summary>No call came for the collection age.</summary>
    ActivationIdle,

    /// <summary>Only in a cluster.</summary>
    ActivationUnresponsive,

    /// <summary>Only in a cluster.</summary>
    DuplicateActivation,

    /// <summary>Only in a cluster.</summary>
    IncompatibleRequest,

    /// <summary>An <see cref="Storage.InconsistentStateException"/> escaped a call or a tick.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>Only in a cluster.</summary>
    Migrating,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested,

    /// <summary>Only in a cluster.</summary>
    HighMemoryPressure,
}
