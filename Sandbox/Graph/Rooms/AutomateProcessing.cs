namespace HybridCalendar.Sandbox.Graph.Rooms;

/// <summary>Who answers invitations to a room (Exchange's AutomateProcessing).</summary>
public enum AutomateProcessing
{
    /// <summary>Nobody: invitations lie in the calendar as tentative.</summary>
    None,
    /// <summary>The calendar assistant, which only keeps the calendar up to date: invitations stay tentative.</summary>
    AutoUpdate,
    /// <summary>The resource booking attendant: free is accepted, busy is declined.</summary>
    AutoAccept,
}
