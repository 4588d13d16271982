using System.Collections;

namespace HybridCalendar.Hosting;

/// <summary>What a line or a scope carries besides its text, with what is private replaced.</summary>
internal sealed class PrivateValues : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values;
    private readonly string _text;

    private PrivateValues(List<KeyValuePair<string, object?>> values, string text) => (_values, _text) = (values, text);

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    /// <summary>The same object when nothing has to be replaced.</summary>
    public static object Of(object state) => state is not IEnumerable<KeyValuePair<string, object?>> values ? Redact(state)! : Of(state, [.. values]);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _text;

    private static object Of(object state, List<KeyValuePair<string, object?>> values)
    {
        var text = state.ToString() ?? "";
        var redacted = PrivateText.Redact(text);
        var isSame = text == redacted;
        for (var i = 0; i < values.Count; i++)
        {
            var value = Redact(values[i].Value);
            isSame &= ReferenceEquals(value, values[i].Value);
            values[i] = KeyValuePair.Create(values[i].Key, value);
        }
        return isSame ? state : new PrivateValues(values, redacted);
    }

    private static object? Redact(object? value)
    {
        if (value is null || value.GetType().IsPrimitive)
            return value;
        if (value is Exception failure)
            return PrivateException.Of(failure);
        var text = value.ToString() ?? "";
        var redacted = PrivateText.Redact(text);
        return text == redacted ? value : redacted;
    }
}
