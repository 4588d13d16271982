namespace HybridCalendar.Gateway.Admin;

/// <summary>What was chosen in a list of a form.</summary>
internal static class FormChoice
{
    /// <returns>Null when nothing was chosen, or what no such list offers.</returns>
    public static T? Read<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var chosen) && Enum.IsDefined(chosen) ? chosen : null;
}
