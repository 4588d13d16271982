namespace HybridCalendar.Clients.Keys;

/// <summary>The key that a request to a connector, and its answer, are encrypted with.</summary>
/// <param name="Id">The id of the organization's key that it is derived from.</param>
/// <param name="Bytes">256 bits.</param>
public sealed record LinkKey(string Id, byte[] Bytes)
{
    /// <summary>Never the bytes.</summary>
    public override string ToString() => $"LinkKey {Id}";
}
