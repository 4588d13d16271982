using System.Globalization;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>A conference with its occurrences; one that does not recur has one.</summary>
internal sealed class TmsBooking(int number, ConferenceData data)
{
    private static readonly string[] s_byRank = ["Ongoing", "Defective", "Pending"];

    /// <summary>What the bridge knows it by.</summary>
    public int Number { get; private set; } = number;

    public ConferenceData Data { get; set; } = data;

    public List<TmsInstance> Instances { get; private init; } = [];

    public int Version { get; set; }

    public long TransactionId { get; set; }

    public bool Deleted { get; set; }

    /// <summary>The user whose account made it.</summary>
    public required int CreatorId { get; init; }

    public bool IsSeries => Data.Pattern is not null;

    /// <summary>Its conference id: that of its first occurrence that is still to be found.</summary>
    public int Id => (Instances.FirstOrDefault(one => !one.Deleted) ?? Instances[0]).Id;

    public bool IsOver(Instant now) => Instances.All(one => one.Deleted || one.IsOver(now));

    public string Status(Instant now)
    {
        if (Deleted)
            return "Deleted";
        var all = Instances.Where(one => !one.Deleted).Select(one => one.Status(now)).ToHashSet();
        return s_byRank.FirstOrDefault(all.Contains) ?? (all.Count == 0 ? "Deleted" : "Finished");
    }

    /// <summary>What is dialled, without a protocol.</summary>
    public string Address(string domain) => Data.ForeignAddress ?? $"{Number.ToString(CultureInfo.InvariantCulture)}@{domain}";

    /// <summary>People who are in the call stay in it.</summary>
    public void KeepsNumberOf(TmsBooking other) => Number = other.Number;

    public TmsBooking Copy() => new(Number, Data)
    {
        CreatorId = CreatorId,
        Instances = [.. Instances.Select(one => one.Copy())],
        Version = Version,
        TransactionId = TransactionId,
        Deleted = Deleted,
    };
}
