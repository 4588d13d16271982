namespace HybridCalendar.Grains.Connectors;

/// <summary>A stored request without its texts.</summary>
internal sealed record RequestRow
{
    public string Id { get; init; } = "";

    /// <summary>Requests are handed out in this order.</summary>
    public long Number { get; init; }

    /// <summary>The asker's grain id.</summary>
    public string Asker { get; init; } = "";

    /// <summary>UTC milliseconds since 1970.</summary>
    public long Asked { get; init; }

    /// <summary>The organization key that the request is sealed with.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>Whether it has an answer or a problem.</summary>
    public bool IsDone { get; init; }
}
