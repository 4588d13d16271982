using System.Text.Json.Serialization;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>
/// A meeting as TMS is to hold it. It says everything each time, so that any connector can do it, and doing it twice changes nothing.
/// </summary>
public sealed record ConferenceRequest
{
    /// <summary>Names this request; the answer carries it.</summary>
    public required string RequestId { get; init; }

    public required ConferenceRequestKind Kind { get; init; }

    /// <summary>Names the meeting for ever (TMS's external primary key); at most 200 characters.</summary>
    public required string MeetingId { get; init; }

    /// <summary>The title; TMS takes 255 characters, the rest is cut.</summary>
    public string Title { get; init; } = "";

    public ConferenceOwner? Owner { get; init; }

    /// <summary>The language of what TMS itself writes, such as <c>en-US</c>.</summary>
    public string Language { get; init; } = "en-US";

    /// <summary>The Windows or IANA name of the zone in which all wall times and dates here are, and in which a series keeps its wall time.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Wall time of the start, of a series' first occurrence.</summary>
    public LocalDateTime Start { get; init; }

    /// <summary>Wall time of the end, exclusive.</summary>
    public LocalDateTime End { get; init; }

    /// <summary>How it repeats; null for a single meeting.</summary>
    public RecurrenceRule? Recurrence { get; init; }

    public IReadOnlyList<ConferenceException> Exceptions { get; init; } = [];

    /// <summary>The slots of deleted occurrences; an exception of such a slot is not looked at.</summary>
    public IReadOnlyList<LocalDate> Cancellations { get; init; } = [];

    /// <summary>The invited rooms, as ids of TMS systems.</summary>
    public IReadOnlyList<long> Rooms { get; init; } = [];

    /// <summary>The rooms of the meeting and of its occurrences, as ids of TMS systems, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<long> AllRooms => [.. Rooms.Concat(Exceptions.SelectMany(exception => exception.Rooms ?? [])).Distinct().Order()];

    /// <summary>How many people may dial in to the bridge; 0 asks for no bridge.</summary>
    public int DialInPlaces { get; init; }

    /// <summary>Whether somebody takes part in the regular occurrences; else only exceptions with rooms of their own take place in TMS.</summary>
    [JsonIgnore]
    public bool HasParticipants => Rooms.Count > 0 || DialInPlaces > 0;

    /// <summary>What the rooms dial when the meeting is hosted elsewhere, such as on Webex; empty for the bridge or for nothing.</summary>
    public string ExternalAddress { get; init; } = "";

    /// <summary>Whether the calendar marks it private or confidential.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Instances that must stay as they are: those that the last answer named.</summary>
    public IReadOnlyList<KeptInstance> Kept { get; init; } = [];

    /// <summary>What earlier answers told that TMS holds; empty when nothing is known.</summary>
    public IReadOnlyList<ConferencePart> Parts { get; init; } = [];
}
