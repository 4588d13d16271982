using HybridCalendar.Sandbox.Graph.Rooms;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>The people and rooms of one scenario; no other scenario of the world touches them.</summary>
internal sealed class Cast
{
    private static readonly string[] s_zones =
        ["UTC", "W. Europe Standard Time", "Eastern Standard Time", "India Standard Time", "FLE Standard Time", "Pacific Standard Time"];

    /// <param name="seed">The scenario.</param>
    /// <param name="label">Makes the names unique in the world: letters and digits.</param>
    public Cast(int seed, string label)
    {
        (Seed, Label) = (seed, label);
        var dice = new Random(seed);
        // One organizer in four scenarios is nobody that the product knows: then the rooms' own copies are all there is.
        var stranger = dice.Next(4) == 0;
        People =
        [
            Person("ada", "Ada", enabled: true, dice), Person("ben", "Ben", enabled: true, dice), .. stranger ? [Person("eve", "Eve", enabled: false, dice)] : (CastPerson[])[],
        ];
        Rooms = [.. Enumerable.Range(1, 2 + dice.Next(2)).Select(number => Room(number, dice))];
    }

    public int Seed { get; }

    public string Label { get; }

    public IReadOnlyList<CastPerson> People { get; }

    public IReadOnlyList<CastRoom> Rooms { get; }

    /// <summary>Whether Webex may have refused to change a meeting of theirs, which is asked again a day later.</summary>
    public bool WebexRefuses { get; set; }

    public IEnumerable<string> Mailboxes => [.. People.Select(person => person.Address), .. Rooms.Select(room => room.Address)];

    /// <summary>Paths of the mailboxes that the product watches, in its API.</summary>
    public IEnumerable<string> Watched => [.. People.Where(person => person.IsEnabled).Select(person => person.Path), .. Rooms.Select(room => room.Path)];

    private CastPerson Person(string user, string name, bool enabled, Random dice) =>
        new($"{user}.{Label}@scenario.example", $"{name} {Label}", s_zones[dice.Next(s_zones.Length)], enabled);

    private CastRoom Room(int number, Random dice) => new($"room{number}.{Label}@scenario.example", $"Room {number} {Label}", new RoomPolicy
    {
        DeleteSubject = dice.Next(3) == 0,
        AddOrganizerToSubject = dice.Next(3) == 0,
        DeleteComments = dice.Next(2) == 0,
        RemovePrivateProperty = dice.Next(2) == 0,
        AllowConflicts = dice.Next(2) == 0,
        MaximumDurationInMinutes = dice.Next(2) == 0 ? 0 : 1440,
        EnforceSchedulingHorizon = dice.Next(4) == 0,
        MaximumConflictInstances = 20,
        ConflictPercentageAllowed = 60,
        AllBookInPolicy = dice.Next(5) > 0,
    });
}
