namespace HybridCalendar.Grains.Catalogs;

/// <summary>Which devices are looked for.</summary>
public sealed record DeviceSearch
{
    /// <summary>Only those of this workspace, mail address in lower case; null for all.</summary>
    public string? Workspace { get; init; }

    /// <summary>Only those whose id or name holds this; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those that do not take their list, and panels in workspaces that are not connected.</summary>
    public bool OnlyProblems { get; init; }
}
