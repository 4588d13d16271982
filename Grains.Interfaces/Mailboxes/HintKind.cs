namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Kinds of hints. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.hint-kind")]
public enum HintKind
{
    /// <summary>An event was made, changed or deleted.</summary>
    Changed = 0,

    /// <summary>Graph dropped notifications: the window must be read again.</summary>
    Missed = 1,

    /// <summary>The subscription is gone: make a new one, then read the window.</summary>
    SubscriptionRemoved = 2,

    /// <summary>The subscription needs to be confirmed before Graph goes on.</summary>
    ReauthorizationRequired = 3,
}
