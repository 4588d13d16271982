using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Tells of devices whose grains fail. Pure.</summary>
public static class FailingDevices
{
    /// <param name="ids">Devices that could not be told what to show; none for no finding.</param>
    public static IReadOnlyList<HealthFinding> Judge(IReadOnlyCollection<string> ids) => ids.Count == 0 ? [] :
    [
        new HealthFinding(
            HealthCode.DevicesFail, HealthSeverity.Warning,
            $"{ids.Count} of the room's devices cannot be told what to show, and may show an older list: {string.Join(", ", ids)}. What is stored of them cannot be used, or nothing answers for them. "
            + "All others go on. They are told again every few minutes, also when they were taken out of the workspace; the log tells what fails."),
    ];
}
