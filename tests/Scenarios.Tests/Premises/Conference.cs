using System.Globalization;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What counts of a conference, as the calendar wants it and as TMS lists it.</summary>
/// <param name="Title">Title.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Systems">Its systems' ids, in order, as text.</param>
/// <param name="Dial">What is dialled: an address, "bridge" for TMS's own, nothing for a reservation.</param>
/// <param name="IsPrivate">Whether its devices are to treat it as private.</param>
internal sealed record Conference(string Title, DateTimeOffset Start, DateTimeOffset End, string Systems, string Dial, bool IsPrivate)
{
    public const string Bridge = "bridge";

    public IEnumerable<int> SystemIds => Systems.Length == 0 ? [] : Systems.Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    public override string ToString() => $"{Start.UtcDateTime:MM-dd HH:mm} to {End.UtcDateTime:HH:mm} '{Title}' in [{Systems}] dials '{Dial}'{(IsPrivate ? ", private" : "")}";
}
