namespace HybridCalendar.Gateway.Users;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>The table is compared with what is set.</summary>
    Checking,

    /// <summary>It was compared; nothing was changed.</summary>
    Checked,

    /// <summary>Users are being changed.</summary>
    Importing,

    /// <summary>All rows that are right were taken.</summary>
    Done,

    /// <summary>It ended early; what it had changed stays.</summary>
    Interrupted,
}
