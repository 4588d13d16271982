namespace Orleans;

/// <summary>The life of an activation, in this order.</summary>
internal enum Phase : byte
{
    /// <summary>No call has come yet.</summary>
    New,

    /// <summary>The grain is constructed and its state read; calls wait.</summary>
    Activating,

    /// <summary>Turns are taken.</summary>
    Active,

    /// <summary>OnDeactivateAsync runs; calls wait for the next activation.</summary>
    Deactivating,

    /// <summary>Over; calls are refused.</summary>
    Finished,
}
