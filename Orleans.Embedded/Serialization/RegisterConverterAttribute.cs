namespace Orleans;

/// <summary>Marks a converter that lets a foreign type travel with calls.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RegisterConverterAttribute : Attribute;
