using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>The people and rooms of one scenario; no other scenario of the world touches them.</summary>
internal sealed class PremisesCast
{
    private const int MostRooms = 4;
    private static readonly string[] s_zones = ["UTC", "FLE Standard Time", "W. Europe Standard Time"];

    /// <param name="seed">The scenario.</param>
    /// <param name="place">Its place in the world, which gives its systems their ids.</param>
    public PremisesCast(int seed, int place)
    {
        (Seed, Label) = (seed, $"p{seed}");
        // All in one zone: when its clocks change, meetings that do not overlap go on not to.
        Zone = s_zones[new Random(seed).Next(s_zones.Length)];
        People = [Person("ada", "Ada"), Person("ben", "Ben"), Person("cal", "Cal", isOff: true)];
        Rooms =
        [
            .. Enumerable.Range(1, MostRooms).Select(number => new PremisesRoom(
                $"tms{number}.{Label}@scenario.example", $"Hall {number} {Label}", (place * MostRooms) + number)),
        ];
    }

    public int Seed { get; }

    /// <summary>The room of the series that runs all the while.</summary>
    public PremisesRoom Busy => Rooms[^1];

    /// <summary>The room of the meeting that nobody watches and that runs all the while.</summary>
    public PremisesRoom Unwatched => Rooms[^2];

    /// <summary>The rooms of all other meetings.</summary>
    public IEnumerable<PremisesRoom> Open => Rooms.SkipLast(2);

    public string Label { get; }

    /// <summary>Windows name of everybody's zone.</summary>
    public string Zone { get; }

    /// <summary>The last one's mailbox nobody watches, until somebody switches it on.</summary>
    public IReadOnlyList<CastPerson> People { get; }

    public IReadOnlyList<PremisesRoom> Rooms { get; }

    public IEnumerable<string> Mailboxes => [.. People.Select(person => person.Address), .. Rooms.Select(room => room.Address)];

    private CastPerson Person(string user, string name, bool isOff = false) => new($"{user}.{Label}@scenario.example", $"{name} {Label}", Zone, IsEnabled: true) { IsOff = isOff };
}
