using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>What its organizer knows of a meeting. Everything else is read from the calendar.</summary>
/// <param name="Number">The step that made it.</param>
/// <param name="Owner">Who called it.</param>
/// <param name="Id">Graph's id in his mailbox.</param>
/// <param name="ICalUId">The same in every mailbox.</param>
internal sealed record Meeting(int Number, CastPerson Owner, string Id, string ICalUId)
{
    /// <summary>The titles it has had: a space keeps the one under which it was made.</summary>
    public List<string> Titles { get; } = [];

    /// <summary>The same for occurrences that got titles of their own.</summary>
    public Dictionary<LocalDate, List<string>> OccurrenceTitles { get; } = [];

    /// <summary>Words that must stand in the invitation: those of the last text that a person saved.</summary>
    public List<string> Words { get; set; } = [];

    /// <summary>The same for occurrences with a text of their own.</summary>
    public Dictionary<LocalDate, List<string>> OccurrenceWords { get; } = [];

    public bool IsOver { get; set; }

    /// <summary>Whether it ran when it was made: Webex has it from then on, and is told of no other times while it runs.</summary>
    public bool Runs { get; set; }

    /// <summary>What those have joined who sat in its Webex meeting when it was extended: they must not be parted from those who come.</summary>
    public string? Joined { get; set; }

    /// <summary>Whether it was made beyond the horizon.</summary>
    public bool IsFar { get; set; }
}
