namespace HybridCalendar.Domain.JoinTargets;

/// <summary>The Teams app's own links name no host: <c>msteams:/l/meetup-join/…</c>.</summary>
internal static class TeamsAppLink
{
    public const string Scheme = "msteams";

    /// <summary>What stands in for scheme and host.</summary>
    public const string Host = "msteams://teams.microsoft.com";

    /// <summary>Whether the colon is that of such a link.</summary>
    public static bool EndsAt(string text, int colon) =>
        colon >= Scheme.Length && string.CompareOrdinal(text, colon, ":/", 0, 2) == 0
        && string.Compare(text, colon - Scheme.Length, Scheme, 0, Scheme.Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>A link that stands by itself, with a host where it had none.</summary>
    public static string WithHost(string link) =>
        !link.Contains("://", StringComparison.Ordinal) && link.StartsWith(Scheme + ":/", StringComparison.OrdinalIgnoreCase) ? Host + link[(Scheme.Length + 1)..] : link;
}
