using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>What was asked for a conference, a series or one of its occurrences.</summary>
internal sealed record ConferenceData
{
    public required string Title { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    public required TmsUser Owner { get; init; }

    /// <summary>Null for what does not recur.</summary>
    public TmsPattern? Pattern { get; init; }

    /// <summary>Elements that TMS keeps and gives back as they are, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required IReadOnlyList<TmsParticipant> Participants { get; init; }

    /// <summary>A meeting that another bridge hosts.</summary>
    public XElement? ExternalConference { get; init; }

    public XElement? ZoneRules { get; init; }

    public string Source { get; init; } = "";

    public string Key { get; init; } = "";

    public string DetachedSource { get; init; } = "";

    public string DetachedKey { get; init; } = "";

    public string Type => Settings["ConferenceType"];

    /// <summary>What the other bridge is dialled by; null when TMS's own bridge hosts.</summary>
    public string? ForeignAddress =>
        ExternalConference?.Child("ExternallyHosted")?.Text("DialString") is { Length: > 0 } address ? address : null;

    public IEnumerable<int> Systems => Participants.Where(one => one.IsSystem).Select(one => one.Id);

    /// <summary>Ports of TMS's own bridge that it takes while it runs.</summary>
    public int Ports => Type == "Reservation Only" || ForeignAddress is not null ? 0 : Participants.Count;
}
