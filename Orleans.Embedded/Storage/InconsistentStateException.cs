using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// A write or clear met a record that someone else had changed. Let it escape the call: the activation then ends, and the next one
/// reads the record anew.
/// </summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>With words and both versions.</summary>
    public InconsistentStateException(string message, string? storedEtag, string? currentEtag) : base(message)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>With words.</summary>
    public InconsistentStateException(string message) : base(message)
    {
    }

    /// <summary>The version in storage.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version in memory.</summary>
    public string? CurrentEtag { get; }

    /// <summary>Whether the activation that failed has yet to be ended; false for those the exception passes through later.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
