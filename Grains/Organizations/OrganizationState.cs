namespace HybridCalendar.Grains.Organizations;

/// <summary>What an organization grain stores.</summary>
public sealed record OrganizationState
{
    public OrganizationSettings Settings { get; init; } = new();
}
