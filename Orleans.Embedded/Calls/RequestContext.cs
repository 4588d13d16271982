using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from a caller to the grain and to what that grain calls, never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    /// <summary>The value, or null.</summary>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls made from here on, in this flow of control. The value has to be a message type.</summary>
    public static void Set(string key, object value) => Values.Value = (Values.Value ?? []).SetItem(key, value);

    /// <summary>Removes a value; false when there was none.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key)) return false;
        Values.Value = values.Count == 1 ? null : values.Remove(key);
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Values.Value is not null) Values.Value = null;
    }

    internal static ImmutableDictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }
}
