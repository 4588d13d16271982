namespace HybridCalendar.Grains.Keys;

/// <summary>What an organization key is good for. Stored: values are explicit and never change.</summary>
public enum KeyStatus
{
    /// <summary>Encrypts what is new; there is exactly one.</summary>
    Active = 0,

    /// <summary>Opens what it encrypted, here and at connectors.</summary>
    Retired = 1,

    /// <summary>Given to no connector any more, and nothing that comes from one is opened with it; opens only what this service stored.</summary>
    Revoked = 2,
}
