using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>One occurrence of a meeting (Webex: a scheduled meeting).</summary>
internal sealed record WebexOccurrence(Instant OriginalStart, Instant Start, Instant End, string Title, string? Agenda, bool IsModified)
{
    public static readonly InstantPattern IdPattern = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>The series' id, an underscore and the original start.</summary>
    public string IdIn(WebexMeeting series) => $"{series.Id}_{IdPattern.Format(OriginalStart)}";
}
