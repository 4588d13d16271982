namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>One place of an event.</summary>
/// <param name="DisplayName">What people read.</param>
/// <param name="LocationType">Graph's locationType, <c>default</c> if none was given.</param>
/// <param name="Email">The room's address (locationEmailAddress), if any.</param>
/// <param name="Uri">locationUri, if any.</param>
/// <param name="UniqueId">uniqueId, if any.</param>
/// <param name="AddressJson">The postal address as given, as JSON, if any.</param>
/// <param name="CoordinatesJson">The coordinates as given, as JSON, if any.</param>
public sealed record EventLocation(
    string DisplayName, string LocationType, string? Email, string? Uri, string? UniqueId, string? AddressJson, string? CoordinatesJson)
{
    /// <summary>No place.</summary>
    public static readonly EventLocation None = new("", "default", null, null, null, null, null);

    internal bool IsNone => DisplayName.Length == 0 && Email is null && AddressJson is null && CoordinatesJson is null && Uri is null;
}
