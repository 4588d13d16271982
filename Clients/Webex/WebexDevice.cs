namespace HybridCalendar.Clients.Webex;

/// <summary>A device of the Webex organization.</summary>
/// <param name="Id">Webex's id; <see cref="IWebexDevices.PutBookingsAsync"/> takes it.</param>
/// <param name="Name">What administrators call it.</param>
/// <param name="WorkspaceId">Null for a personal device.</param>
/// <param name="Product">Such as <c>Cisco Room Bar Pro</c>.</param>
/// <param name="IsConnected">True when the cloud reaches it now.</param>
public sealed record WebexDevice(string Id, string Name, string? WorkspaceId, string Product, bool IsConnected);

/// <summary>A workspace of the Webex organization.</summary>
/// <param name="Id">Webex's id.</param>
/// <param name="Name">What administrators call it.</param>
/// <param name="CalendarType"><c>none</c>, <c>google</c> or <c>microsoft</c>.</param>
/// <param name="MailAddress">The room mailbox that Webex knows for it, or null.</param>
public sealed record WebexWorkspace(string Id, string Name, string CalendarType, string? MailAddress);
