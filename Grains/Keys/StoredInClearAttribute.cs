namespace HybridCalendar.Grains.Keys;

/// <summary>
/// State of a grain that holds nothing of a meeting, and is stored without the organization's key: what tells an administrator that a key
/// is lost must not be lost with it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredInClearAttribute : Attribute;
