namespace HybridCalendar.Grains.Connectors;

/// <summary>A test of a connector's link to TMS. Times are UTC.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.connector-test")]
public sealed record ConnectorTest
{
    /// <summary>A connector gives a test up before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Id(0)] public string Id { get; init; } = "";

    [Id(1)] public DateTimeOffset AskedAt { get; init; }

    /// <summary>Null while there is no answer; after <see cref="Patience"/> none comes any more.</summary>
    [Id(2)] public DateTimeOffset? AnsweredAt { get; init; }

    [Id(3)] public IReadOnlyList<ConnectorTestResult> Results { get; init; } = [];
}

/// <summary>What a test found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Text">What was found, and what to do about it; a sentence.</param>
[GenerateSerializer, Immutable]
[Alias("hc.connector-test-result")]
public sealed record ConnectorTestResult([property: Id(0)] string Name, [property: Id(1)] TestState State, [property: Id(2)] string Text);

/// <summary>How a thing is that was tested. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.test-state")]
public enum TestState
{
    Good = 0,

    /// <summary>Meetings are booked, but not all will be as wanted.</summary>
    Warning = 1,

    /// <summary>Meetings cannot be booked until it is mended.</summary>
    Bad = 2,
}

/// <summary>Why a test was not asked for.</summary>
[GenerateSerializer]
[Alias("hc.test-refusal")]
public enum TestRefusal
{
    /// <summary>There is no such connector.</summary>
    Unknown = 0,

    NotConnected = 1,

    /// <summary>The connector is of an older version.</summary>
    CannotTest = 2,

    /// <summary>The test before has not answered yet.</summary>
    UnderWay = 3,
}
