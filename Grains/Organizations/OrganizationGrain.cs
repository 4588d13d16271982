using Orleans.Runtime;

namespace HybridCalendar.Grains.Organizations;

/// <inheritdoc cref="IOrganizationGrain"/>
[GrainType("organization")]
internal sealed class OrganizationGrain(
    [PersistentState("organization")] IPersistentState<OrganizationState> state) : Grain, IOrganizationGrain
{
    public Task<OrganizationSettings> GetSettings() => Task.FromResult(state.State.Settings);

    public async Task<SettingsUpdate> UpdateSettings(OrganizationSettings settings)
    {
        var current = state.State.Settings;
        if (settings.Version != current.Version)
            return new SettingsUpdate(current, "The settings were changed by somebody else; read them again.", IsStale: true);
        if (OrganizationRules.FindProblem(settings) is { } problem)
            return new SettingsUpdate(current, problem);
        var next = settings with { Version = current.Version + 1 };
        await state.WriteAsync(new OrganizationState { Settings = next });
        return new SettingsUpdate(next);
    }
}
