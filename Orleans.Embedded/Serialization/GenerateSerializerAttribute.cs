namespace Orleans;

/// <summary>Marks a message type: one that travels with calls. It needs an [Alias], and an [Id] on each member.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether a record's positional members travel without an [Id]; true for records if not set.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; } = true;
}
