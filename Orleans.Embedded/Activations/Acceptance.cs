namespace Orleans;

/// <summary>Which calls the runtime takes.</summary>
internal enum Acceptance
{
    /// <summary>All.</summary>
    Open,

    /// <summary>Those of grains.</summary>
    Draining,

    /// <summary>None.</summary>
    Closed,
}
