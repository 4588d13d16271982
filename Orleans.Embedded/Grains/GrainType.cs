namespace Orleans.Runtime;

/// <summary>The stored name of a grain class.</summary>
public readonly record struct GrainType
{
    private readonly string? _value;

    private GrainType(string value) => _value = value;

    /// <summary>The type of this name.</summary>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(value);
    }

    /// <summary>The name.</summary>
    public override string ToString() => _value ?? string.Empty;
}
