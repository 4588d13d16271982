using System.Globalization;

namespace HybridCalendar.Gateway.Admin;

/// <summary>A day from a form's date field, by UTC.</summary>
internal static class FormDay
{
    /// <summary>A date field takes years up to 9999 and more: beyond this one there is nothing to be found, and no room to reckon.</summary>
    private static readonly DateTimeOffset s_last = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <returns>Null for a field that was cleared, or what is no day.</returns>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) && day < s_last ? day : null;
}
