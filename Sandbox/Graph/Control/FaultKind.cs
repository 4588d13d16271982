namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>The misbehaviours that were seen from the real service, or must be feared.</summary>
public enum FaultKind
{
    /// <summary>The request waits before it is handled.</summary>
    Delay,
    /// <summary>The request waits before it is handled until the fault is removed.</summary>
    Hold,
    /// <summary>429 ApplicationThrottled.</summary>
    Throttle,
    /// <summary>503 ServiceNotAvailable.</summary>
    Unavailable,
    /// <summary>504 UnknownError.</summary>
    GatewayTimeout,
    /// <summary>Any other status.</summary>
    Status,
    /// <summary>412 ErrorIrresolvableConflict although nothing changed.</summary>
    PreconditionFailed,
    /// <summary>The request is carried out, but answered 504: the caller cannot know.</summary>
    LostAnswer,
    /// <summary>A notification is sent twice.</summary>
    DuplicateNotification,
    /// <summary>A notification is not sent.</summary>
    LoseNotification,
    /// <summary>A lifecycle notification is not sent.</summary>
    LoseLifecycle,
    /// <summary>A notification is sent later.</summary>
    DelayNotification,
    /// <summary>A notification waits and is overtaken by the next ones.</summary>
    ReorderNotification,
    /// <summary>A notification has no id.</summary>
    NotificationWithoutId,
    /// <summary>A notification does not name its event.</summary>
    NotificationWithoutEvent,
    /// <summary>A notification with a subscriptionId that is no GUID joins the others in its POST.</summary>
    MalformedNotification,
    /// <summary>A created is followed by an updated of the same event.</summary>
    CreatedAndUpdated,
    /// <summary>A validation token that another application made.</summary>
    ForgedValidationToken,
    /// <summary>Delta gives the same page again and again, each time with a new nextLink.</summary>
    InfiniteDelta,
    /// <summary>A list of events gives the same page again and again, each time with a new nextLink.</summary>
    InfinitePages,
    /// <summary>Delta says nothing about deleted occurrences.</summary>
    MissingRemoved,
    /// <summary>A series is told without its <c>exceptionOccurrences</c>, not even with an empty list of them, although they were asked for.</summary>
    MissingExceptions,
    /// <summary>410 SyncStateNotFound for a delta token.</summary>
    SyncStateNotFound,
    /// <summary>The subscription is gone when the next change comes, without a word.</summary>
    VanishSubscription,
    /// <summary>The validation handshake is reported as timed out.</summary>
    ValidationTimeout,
}
