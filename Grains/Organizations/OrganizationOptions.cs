using System.ComponentModel.DataAnnotations;

namespace HybridCalendar.Grains.Organizations;

/// <summary>Which organization this installation serves.</summary>
public sealed class OrganizationOptions
{
    public const string Section = "Organization";

    /// <summary>The key of the organization's grain. Never change it: settings are stored under it.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,64}$")]
    public string Id { get; set; } = "main";
}
