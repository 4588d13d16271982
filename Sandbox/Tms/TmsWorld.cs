using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Booking;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Push;
using HybridCalendar.Sandbox.Tms.Soap;
using HybridCalendar.Sandbox.Tms.Systems;

namespace HybridCalendar.Sandbox.Tms;

/// <summary>All that one TMS knows. It outlives the server, as TMS's database outlives its processes.</summary>
public sealed class TmsWorld : IDisposable
{
    private readonly TmsCertificates _certificates = new(TimeProvider.System);

    /// <param name="options">Its settings.</param>
    /// <param name="time">Its clock.</param>
    public TmsWorld(TmsOptions options, TimeProvider time)
    {
        (Options, Time) = (options, time);
        Systems = new TmsSystems(options);
        Sessions = new ClientSessions(options, time);
        var reader = new ConferenceReader(options, Users, Systems);
        var rules = new BookingRules(options, Systems, Faults, Store, time);
        Ends = new BookingEnds(Store, time);
        Desk = new BookingDesk(Store, reader, new SeriesPlan(reader, options), rules, Ends, options, Faults, time);
        Shape = new ConferenceShape(options, time);
        SignIn = new TmsSignIn(Users, options, time);
        Soap = new SoapEndpoint(this);
        Pusher = new BookingsPusher(this);
    }

    /// <summary>Its settings.</summary>
    public TmsOptions Options { get; }

    /// <summary>Who may sign in and own conferences.</summary>
    public TmsUsers Users { get; } = new();

    /// <summary>Endpoints and rooms.</summary>
    public TmsSystems Systems { get; }

    /// <summary>Certificate of the Sandbox's authority, PEM.</summary>
    public string AuthorityPem => _certificates.AuthorityPem;

    internal TimeProvider Time { get; }

    /// <summary>Bookings are looked at and changed by one at a time.</summary>
    internal Lock Lock { get; } = new();

    internal ClientSessions Sessions { get; }

    internal TmsFaults Faults { get; } = new();

    internal TmsCalls Calls { get; } = new();

    internal BookingStore Store { get; } = new();

    internal BookingEnds Ends { get; }

    internal BookingDesk Desk { get; }

    internal ConferenceShape Shape { get; }

    internal TmsSignIn SignIn { get; }

    internal SoapEndpoint Soap { get; }

    internal BookingsPusher Pusher { get; }

    internal System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate => _certificates.Get(Options.Certificate);

    /// <summary>Forgets conferences, sessions, faults and counters; users and systems stay.</summary>
    public void Reset()
    {
        lock (Lock)
            Store.Clear();
        Sessions.Clear();
        Faults.Replace([]);
        Calls.Clear();
    }

    public void Dispose()
    {
        Pusher.Dispose();
        _certificates.Dispose();
    }
}
