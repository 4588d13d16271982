namespace Orleans.Runtime;

/// <summary>The key part of a <see cref="GrainId"/>.</summary>
public readonly record struct IdSpan
{
    private readonly string? _value;

    private IdSpan(string value) => _value = value;

    /// <summary>The key of this text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>The key as text.</summary>
    public override string ToString() => _value ?? string.Empty;
}
