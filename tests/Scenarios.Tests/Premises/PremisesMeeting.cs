using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What its organizer knows of a meeting. Everything else is read from the calendar.</summary>
/// <param name="Number">Its place among the scenario's meetings, which has an hour of the day for itself.</param>
/// <param name="Owner">Who called it.</param>
/// <param name="Id">Graph's id in his mailbox.</param>
/// <param name="ICalUId">The same in every mailbox.</param>
/// <param name="Words">What he wrote into the invitation.</param>
internal sealed record PremisesMeeting(int Number, CastPerson Owner, string Id, string ICalUId, string Words)
{
    public bool IsOver { get; set; }

    /// <summary>The earliest time of the day at which it takes place.</summary>
    public required TimeSpan Begins { get; set; }

    /// <summary>Whether it was cut, or goes on from where another was: both have the same hour, each its own days, which must stay so.</summary>
    public bool IsCut { get; set; }

    /// <summary>Its rooms, when it has some that no other meeting uses; its first instance runs all the while then.</summary>
    public IReadOnlyList<PremisesRoom>? OwnRooms { get; init; }

    /// <summary>Whether nobody edits it: it ran before its organizer's mailbox was watched, so its room has TMS book it to its end.</summary>
    public bool IsLeftToRoom { get; init; }

    /// <summary>The instance that ran before anything was edited: TMS keeps it as it was.</summary>
    public RunningInstance? Running { get; set; }
}
