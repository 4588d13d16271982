using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>A single conference, or an occurrence of a series.</summary>
internal sealed class TmsInstance(int id, Instant? slot, ConferenceData data)
{
    public int Id => id;

    /// <summary>Its start as the pattern has it; null outside a series.</summary>
    public Instant? Slot { get; set; } = slot;

    public ConferenceData Data { get; set; } = data;

    public bool IsException { get; set; }

    public bool Deleted { get; set; }

    public TmsDefect Defect { get; set; }

    /// <summary>Where it is noted as busy: the day and the system, 0 for the bridge.</summary>
    public IReadOnlyList<(int System, int Day)> Places { get; set; } = [];

    public bool IsRunning(Instant now) => !Deleted && Defect == TmsDefect.None && Data.Start <= now && now < Data.End;

    public bool IsOver(Instant now) => Data.End <= now;

    public string Status(Instant now) =>
        Deleted ? "Deleted"
        : IsOver(now) ? "Finished"
        : Defect != TmsDefect.None ? "Defective"
        : Data.Start > now ? "Pending" : "Ongoing";

    public TmsInstance Copy() => new(id, Slot, Data) { IsException = IsException, Deleted = Deleted, Defect = Defect };
}
