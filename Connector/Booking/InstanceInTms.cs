using HybridCalendar.Connector.Tms;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>An instance of a series as TMS lists it.</summary>
/// <param name="Number">The number of its part; 0 for one that was kept when its series was changed.</param>
/// <param name="OriginalStart">When the pattern has it.</param>
/// <param name="Start">When it starts.</param>
/// <param name="End">When it ends.</param>
/// <param name="Conference">As TMS lists it: without participants and join details.</param>
internal sealed record InstanceInTms(int Number, Instant OriginalStart, Instant Start, Instant End, TmsConference Conference)
{
    public bool IsDefective => Conference.Status == "Defective";

    /// <summary>A defective one is never launched, so it does not run.</summary>
    public bool IsRunning(Instant now) => !IsDefective && Start <= now && now < End;
}
