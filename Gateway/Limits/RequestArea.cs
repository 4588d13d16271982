namespace HybridCalendar.Gateway.Limits;

/// <summary>Parts of the gateway whose requests are counted apart. Notifications have limits of their own: Graph must be heard.</summary>
internal enum RequestArea
{
    /// <summary>Not counted: notifications, health.</summary>
    Open,

    /// <summary>The admin API and the pages of administrators.</summary>
    Administration,

    /// <summary>Tries to sign in to the pages of administrators.</summary>
    SignIn,

    /// <summary>Panel pages and their parts.</summary>
    Panels,

    /// <summary>What devices and connectors call.</summary>
    Devices,
}
