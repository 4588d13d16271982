using NodaTime;

namespace HybridCalendar.Connector.Tms;

/// <summary>What is done in TMS. All methods throw <see cref="TmsException"/> when TMS refuses or cannot be reached.</summary>
internal interface ITmsBooking
{
    /// <summary>The time by TMS's clock, which decides what runs.</summary>
    Task<Instant> NowAsync(CancellationToken cancel);

    /// <summary>A conference as TMS would make it without being told anything; not yet saved.</summary>
    Task<TmsConference> NewAsync(CancellationToken cancel);

    /// <summary>The conference or series that was saved under a key of ours; null when TMS holds none.</summary>
    Task<TmsConference?> FindAsync(string key, CancellationToken cancel);

    /// <summary>One instance of a series, with everything; null when TMS holds none.</summary>
    /// <param name="key">The series' key.</param>
    /// <param name="originalStart">When the pattern has it.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task<TmsConference?> FindInstanceAsync(string key, Instant originalStart, CancellationToken cancel);

    /// <summary>A series with its pattern and exceptions.</summary>
    Task<TmsConference?> FindSeriesAsync(long id, CancellationToken cancel);

    /// <summary>Saves a single conference or a series as a whole and returns it as TMS holds it now.</summary>
    Task<TmsConference> SaveAsync(TmsConference conference, CancellationToken cancel);

    /// <summary>Saves one instance of a series.</summary>
    Task<TmsConference> SaveInstanceAsync(TmsConference conference, CancellationToken cancel);

    /// <summary>Deletes a conference or a series; what runs is ended. False when there was nothing to delete.</summary>
    Task<bool> DeleteAsync(string key, CancellationToken cancel);

    /// <summary>Deletes one instance of a series. False when there was nothing to delete.</summary>
    Task<bool> DeleteInstanceAsync(string key, Instant originalStart, CancellationToken cancel);

    /// <summary>The conferences of a user that lie in a time, each instance of a series by itself, without participants and join details.</summary>
    Task<IReadOnlyList<TmsConference>> OfUserAsync(string userName, Instant from, Instant to, CancellationToken cancel);

    /// <summary>The conferences of systems that lie in a time, each instance of a series by itself, without participants and join details.</summary>
    Task<IReadOnlyList<TmsConference>> OfSystemsAsync(IEnumerable<long> systems, Instant from, Instant to, CancellationToken cancel);
}
