namespace HybridCalendar.Clients.Office365;

/// <summary>
/// The one named property that we set on events. Each distinct name uses up a slot of the mailbox for good, so the name is
/// fixed and everything goes into its value. A property set of our own does not travel to the attendees' copies.
/// </summary>
internal static class InvitationMarker
{
    public const string PropertyId = "String {7b0f5a1e-6d3c-4d0b-9c55-2f7a5e1b8c64} Name HybridCalendar";

    /// <summary>Plain <c>$expand</c> returns nothing: Graph wants the id.</summary>
    public const string Expand = $"singleValueExtendedProperties($filter=id eq '{PropertyId}')";

    /// <summary>Graph echoes the id with the GUID's letters in either case.</summary>
    public static bool IsOurs(string? id) => string.Equals(id, PropertyId, StringComparison.OrdinalIgnoreCase);
}
