using HybridCalendar.Domain.Conferences.Rooms;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What the page of connectors and TMS shows.</summary>
/// <param name="Connectors">The connectors by id, each with how it is; null for one that cannot be asked now.</param>
/// <param name="Requests">What is on its way to them.</param>
/// <param name="Rooms">A page of the rooms with a TMS system.</param>
/// <param name="NextRooms">Where the next page begins; null when this is the last one.</param>
/// <param name="Conferences">The first of the meetings that TMS holds, or is to hold, by what is next.</param>
/// <param name="Gateway">The address that connectors register at.</param>
public sealed record ConnectorPageView(
    IReadOnlyList<ShownConnector> Connectors, PoolStatus Requests, IReadOnlyList<TmsRoomRow> Rooms, string? NextRooms, MeetingPage Conferences, string Gateway)
{
    /// <summary>Whether any room has a TMS system, be it on another page.</summary>
    public bool HasRooms { get; init; }

    /// <summary>A token that was just made.</summary>
    public ShownToken? Token { get; init; }

    /// <summary>The host and the name as they were typed when something is wrong.</summary>
    public (string Host, string Name) Typed { get; init; } = ("", "");

    /// <summary>The room as it was typed when something is wrong.</summary>
    public (string Mail, string SystemId, string SystemName) TypedRoom { get; init; } = ("", "", "");

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Problems { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why nothing was done, a sentence; null when nothing is wrong.</summary>
    public string? Refusal { get; init; }

    /// <summary>The connector that the reader of the page has asked for a test; null when he has not.</summary>
    public string? Tested { get; init; }

    /// <summary>What is wrong with a table of rooms.</summary>
    public IReadOnlyList<RoomMappingProblem> TableProblems { get; init; } = [];

    /// <summary>Whether something was just saved.</summary>
    public bool IsSaved { get; init; }
}

/// <summary>A connector on the page.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Status">How it is; null when it cannot be asked now.</param>
public sealed record ShownConnector(string Id, string Name, ConnectorStatus? Status);

/// <summary>A registration token, shown once.</summary>
/// <param name="ConnectorId">The connector that registers with it.</param>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record ShownToken(string ConnectorId, string Token, DateTimeOffset ExpiresAt);
