namespace HybridCalendar.Sandbox.Webex;

/// <summary>Metadata of an endpoint: the caller needs one of these scopes.</summary>
internal sealed record WebexScope(params string[] AnyOf)
{
    public static readonly WebexScope People = new("spark:people_read", "spark-admin:people_read");
    public static readonly WebexScope Spaces = new("spark:all", "spark:rooms_write");
    public static readonly WebexScope MeetingsRead = new("meeting:schedules_read", "meeting:admin_schedule_read");
    public static readonly WebexScope MeetingsWrite = new("meeting:schedules_write", "meeting:admin_schedule_write");
    public static readonly WebexScope Preferences = new("meeting:preferences_read", "meeting:admin_preferences_read");
    public static readonly WebexScope WorkspacesRead = new("spark-admin:workspaces_read");
    public static readonly WebexScope WorkspacesWrite = new("spark-admin:workspaces_write");
    public static readonly WebexScope DevicesRead = new("spark:devices_read", "spark-admin:devices_read");
    public static readonly WebexScope Commands = new("spark:xapi_commands");
    public static readonly WebexScope Statuses = new("spark:xapi_statuses");

    public static readonly IReadOnlySet<string> OfAdmin = new HashSet<string>(
        new[] { People, Spaces, MeetingsRead, MeetingsWrite, Preferences, WorkspacesRead, WorkspacesWrite, DevicesRead, Commands, Statuses }
            .SelectMany(s => s.AnyOf));

    public static readonly IReadOnlySet<string> OfPerson =
        OfAdmin.Where(s => !s.Contains("admin", StringComparison.Ordinal) && !s.Contains("xapi", StringComparison.Ordinal)).ToHashSet();
}
