namespace Orleans.Runtime;

/// <summary>Marks the constructor parameter that takes a grain's stored record.</summary>
/// <param name="stateName">The record's name, unique to the grain class.</param>
/// <param name="storageName">The provider in a cluster; here all records are in the one database.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>The record's name.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The provider's name.</summary>
    public string? StorageName { get; } = storageName;
}
