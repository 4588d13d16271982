using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>How a caller wants events written: properties, zone, body form, id form, expansions.</summary>
internal sealed record EventShape
{
    public static readonly EventShape Default = new();

    /// <summary>Also what is otherwise left out unless asked for.</summary>
    public static readonly EventShape Everything = new() { IsEverything = true, ExpandExceptions = true };

    private bool IsEverything { get; init; }

    /// <summary>Properties to write, or nothing for Graph's default set.</summary>
    public IReadOnlySet<string>? Select { get; init; }
    public string Zone { get; init; } = "UTC";
    public bool TextBody { get; init; }
    public bool ImmutableIds { get; init; }
    /// <summary>Ids of extended properties to write.</summary>
    public IReadOnlyList<string> ExtendedProperties { get; init; } = [];
    public bool ExpandExceptions { get; init; }
    /// <summary>What of an expanded exception is written.</summary>
    public IReadOnlySet<string>? ExceptionSelect { get; init; }

    public DateTimeZone TimeZone { get; private init; } = DateTimeZone.Utc;

    public EventShape InZone(string zone) => this with { Zone = zone, TimeZone = ZoneNames.Get(zone) };

    public bool Has(string property) => Select is null || Select.Contains(property);

    /// <summary>For what Graph leaves out unless it is asked for by name.</summary>
    public bool Asks(string property) => IsEverything || (Select is not null && Select.Contains(property));
}
