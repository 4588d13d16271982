namespace HybridCalendar.Grains.Series;

/// <summary>A series' answer to a room.</summary>
/// <param name="State">How far the series is.</param>
/// <param name="Target">What to dial, when known.</param>
/// <param name="HasText">Whether the organizer's copy holds text; null when it was never seen.</param>
/// <param name="Problem">Why something was refused; null when nothing was.</param>
/// <param name="IsLeftToRooms">Whether rooms have TMS book the meeting by their own copies, as its organizer's mailbox was not watched.</param>
[GenerateSerializer, Immutable]
[Alias("hc.series-join")]
public sealed record SeriesJoin(
    [property: Id(0)] SeriesJoinState State,
    [property: Id(1)] FoundTarget? Target = null,
    [property: Id(2)] bool? HasText = null,
    [property: Id(3)] string? Problem = null,
    [property: Id(4)] bool IsLeftToRooms = false)
{
    /// <summary>Of a meeting of which nothing is known.</summary>
    public static readonly SeriesJoin Unknown = new(SeriesJoinState.Unknown);
}

/// <summary>How far a series is with its join details. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.series-join-state")]
public enum SeriesJoinState
{
    /// <summary>The organizer's mailbox never showed this meeting: he is not enabled, or we have not got to it yet.</summary>
    Unknown = 0,

    /// <summary>Join details are being got.</summary>
    Pending = 1,

    /// <summary>There is something to dial.</summary>
    Ready = 2,

    /// <summary>The meeting has nothing to dial.</summary>
    Nothing = 3,

    /// <summary>Webex refused, and trying again will not help.</summary>
    Failed = 4,

    /// <summary>The meeting starts beyond the horizon; join details are got when it has come nearer.</summary>
    BeyondHorizon = 5,
}
