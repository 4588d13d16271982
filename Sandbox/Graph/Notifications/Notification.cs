namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>A notification on its way.</summary>
/// <param name="Url">Where it goes.</param>
/// <param name="Json">The changeNotification as JSON.</param>
/// <param name="Subscription">Whose it is.</param>
/// <param name="IsRich">Whether its POST needs a validation token.</param>
internal sealed record Notification(Uri Url, byte[] Json, Subscription Subscription, bool IsRich);
