namespace Orleans.Serialization;

/// <summary>One copy operation: an object met twice is copied once, so that cycles and shared parts keep their shape.</summary>
internal sealed class CopyContext
{
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

    public bool TryGet(object original, out object copy) => _copies.TryGetValue(original, out copy!);

    public void Record(object original, object copy) => _copies[original] = copy;
}
