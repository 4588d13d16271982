using System.Xml.Linq;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Tms;

/// <summary>Learns which Booking API TMS has, and what it would make of a conference about which nothing is said.</summary>
internal sealed class TmsServer(TmsSoap soap, TmsOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The newest contract that is known here; what a newer TMS can do besides is not used.</summary>
    private const int NewestVersion = 22;

    /// <summary>Announced while TMS's own is not known: above a server's own it would be refused.</summary>
    private const int FirstVersion = 9;

    /// <summary>TMS may be upgraded, and its defaults changed, while we run.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Known? _known;

    /// <summary>The version to announce, and the conference from which a new one is made.</summary>
    /// <exception cref="TmsException">TMS cannot be reached, or is too old.</exception>
    public async Task<Known> GetAsync(CancellationToken cancel)
    {
        if (_known is { } fresh && time.GetElapsedTime(fresh.Since) < s_fresh)
            return fresh;
        await _one.WaitAsync(cancel);
        try
        {
            if (_known is { } other && time.GetElapsedTime(other.Since) < s_fresh)
                return other;
            return _known = await AskAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Asks TMS in any case.</summary>
    /// <exception cref="TmsException">TMS cannot be reached, or is too old.</exception>
    public async Task<Known> AskAnewAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return _known = await AskAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Known> AskAsync(CancellationToken cancel)
    {
        const string operation = "GetDefaultConference";
        var first = await soap.CallAsync(TmsService.Booking, operation, FirstVersion, [], cancel);
        var server = TmsEnvelope.ServerVersion(first) ?? options.ApiVersion
            ?? throw new TmsException(ConferenceReason.TooOld, "TMS does not tell the version of its Booking API: set Tms:ApiVersion to it (TMS 15.11 has 22).");
        if (server < options.LowestApiVersion)
            throw new TmsException(ConferenceReason.TooOld, $"TMS is too old: TMS 15.9 or later is required (its Booking API has version {server}, needed is {options.LowestApiVersion}).");
        var announced = Math.Min(server, NewestVersion);
        // Asked again: values that the first version does not know come as "Default".
        var sent = time.GetCurrentInstant();
        var answer = await soap.CallAsync(TmsService.Booking, operation, announced, [], cancel);
        var template = TmsEnvelope.Result(answer, operation)
            ?? throw new TmsException(ConferenceReason.Unreachable, "TMS's answer holds no default conference.");
        return new Known(announced, server, template, time.GetTimestamp(), Ahead(template, sent, time.GetCurrentInstant()));
    }

    /// <summary>A default conference starts now by TMS's clock, in whole seconds. What lies within the time of the call is no difference.</summary>
    private static Duration? Ahead(XElement template, Instant sent, Instant received) =>
        new TmsConference(template).Start is not { } there ? null
        : there > received ? there - received
        : there + Duration.FromSeconds(1) <= sent ? there - sent
        : Duration.Zero;

    /// <param name="Version">The version to announce.</param>
    /// <param name="ServerVersion">TMS's own.</param>
    /// <param name="Template">TMS's default conference.</param>
    /// <param name="Since">When it was asked for.</param>
    /// <param name="Ahead">How far TMS's clock is ahead of this machine's, less than zero when it is behind; null when TMS does not tell.</param>
    public sealed record Known(int Version, int ServerVersion, XElement Template, long Since, Duration? Ahead);
}
