namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>What one POST of Graph carried.</summary>
/// <param name="Items">The notifications that could be understood, in their order; may mix subscriptions.</param>
/// <param name="ValidationTokens">Prove, for rich notifications, that Graph sent them; see <see cref="ValidationTokenValidator"/>.</param>
/// <param name="Malformed">How many items could not be understood.</param>
public sealed record NotificationBatch(IReadOnlyList<ChangeNotification> Items, IReadOnlyList<string> ValidationTokens, int Malformed);
