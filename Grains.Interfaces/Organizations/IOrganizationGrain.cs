namespace HybridCalendar.Grains.Organizations;

/// <summary>What holds for the whole organization.</summary>
[Alias("hc.organization")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    [Alias("get")]
    Task<OrganizationSettings> GetSettings();

    /// <summary>Replaces the settings; they hold for what is processed from then on, written join blocks stay.</summary>
    /// <param name="settings">The whole new settings, with the version that they were read with.</param>
    /// <returns>The settings as stored with their new version, or the reason why they were refused.</returns>
    [Alias("update")]
    Task<SettingsUpdate> UpdateSettings(OrganizationSettings settings);
}
