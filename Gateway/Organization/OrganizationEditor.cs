using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.Organizations;

namespace HybridCalendar.Gateway.Organization;

/// <summary>Changes the organization's settings, for the API and the pages alike.</summary>
internal static class OrganizationEditor
{
    /// <summary>Checks the settings and saves them, when they are of the version that is in force.</summary>
    /// <returns>What is in force now, and why it is not what was asked for.</returns>
    public static async Task<SettingsUpdate> SaveAsync(IOrganizationGrain organization, OrganizationSettings settings, AuditTrail trail)
    {
        var was = await organization.GetSettings();
        if (settings.DefaultSite is { } site && !WebexNames.IsSite(site))
            return new SettingsUpdate(was, $"defaultSite {WebexNames.SiteRule}");
        try
        {
            var update = await organization.UpdateSettings(settings);
            if (update.Problem is null)
                trail.Note(was, update.Settings);
            return update;
        }
        catch
        {
            // It may yet be done.
            trail.Note(was, settings);
            throw;
        }
    }
}
