namespace HybridCalendar.Sandbox.Webex;

/// <summary>All workspaces. A calendar address belongs to one workspace and to no person.</summary>
public sealed class WebexWorkspaces(WebexDirectory directory, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WebexWorkspace> _workspaces = [];

    public IReadOnlyList<WebexWorkspace> All
    {
        get
        {
            lock (_lock) return [.. _workspaces.Values.OrderBy(w => w.DisplayName, StringComparer.OrdinalIgnoreCase)];
        }
    }

    /// <summary>Adds a workspace with a Microsoft calendar under an id that its name decides.</summary>
    public WebexWorkspace Seed(string displayName, string? calendarEmail) => Save(new WebexWorkspace(
        WebexIds.For("PLACE", displayName), displayName, "meetingRoom", 8, calendarEmail is null ? "none" : "microsoft", calendarEmail, time.GetUtcNow()));

    public WebexWorkspace? Find(string id)
    {
        lock (_lock) return _workspaces.GetValueOrDefault(id);
    }

    public WebexWorkspace Save(WebexWorkspace workspace)
    {
        lock (_lock)
        {
            if (workspace.CalendarEmail is { } email)
            {
                var taken = directory.FindByEmail(email) is not null
                    || _workspaces.Values.Any(w => w.Id != workspace.Id && email.Equals(w.CalendarEmail, StringComparison.OrdinalIgnoreCase));
                if (taken) throw WebexProblem.Conflict("The calendar email address is used by another user or workspace.");
            }
            return _workspaces[workspace.Id] = workspace;
        }
    }

    public bool Remove(string id)
    {
        lock (_lock) return _workspaces.Remove(id);
    }

    public void Clear()
    {
        lock (_lock) _workspaces.Clear();
    }
}
