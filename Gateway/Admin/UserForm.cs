using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What became of a form on a user's page.</summary>
internal sealed record UserForm
{
    /// <summary>What was typed, when it was not saved; null to show what is in force.</summary>
    public UserSettings? Typed { get; init; }

    /// <summary>What is wrong with it, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Problems { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Whether somebody else changed the settings since they were shown.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether the calendar is being read again because somebody just asked for it.</summary>
    public bool IsReading { get; init; }

    /// <summary>Whether the settings were just saved.</summary>
    public bool IsSaved { get; init; }
}
