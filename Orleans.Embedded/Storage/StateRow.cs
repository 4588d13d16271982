namespace Orleans;

/// <summary>A stored record; its JSON is null after a clear, which keeps the version so that a stale writer still meets a conflict.</summary>
internal sealed record StateRow(byte[]? Json, long Version);
