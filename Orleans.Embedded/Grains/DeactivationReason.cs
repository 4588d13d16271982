namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text)
    {
    }

    /// <summary>In words.</summary>
    public string Description { get; } = text;

    /// <summary>As a code.</summary>
    public DeactivationReasonCode ReasonCode { get; } = code;

    /// <summary>The failure behind it, if one is.</summary>
    public Exception? Exception { get; } = exception;

    /// <inheritdoc/>
    public override string ToString() => $"{ReasonCode}: {Description}";
}
