using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// The signing keys of an authority of OpenID Connect, fetched once and kept for half a day. Of our own, as the library's manager fetches
/// new keys behind the caller's back: a token of a key that it does not have yet looks forged then, and what is dropped here never comes again.
/// </summary>
/// <param name="metadata">Address of its <c>openid-configuration</c>; when it is https, the keys must be at an https address too.</param>
/// <param name="http">Has a deadline.</param>
/// <param name="meter">Counts the fetches.</param>
/// <param name="service">By this name, such as <c>issuer</c>.</param>
/// <param name="time">Tells how old keys are.</param>
/// <param name="log">Told of fetches that fail and that nobody waits for.</param>
public sealed partial class SigningKeys(Uri metadata, HttpClient http, CallMeter meter, string service, TimeProvider time, ILogger<SigningKeys> log)
{
    private const string Operation = "signingKeys.get";
    private static readonly TimeSpan s_life = TimeSpan.FromHours(12);

    /// <summary>While newer ones are fetched, or the authority cannot be asked, older ones are good for this long.</summary>
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(1);

    /// <summary>From the end of a fetch to the next: made-up key ids must not make us hammer the authority.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly HttpDocumentRetriever _documents = new(http) { RequireHttps = metadata.Scheme == Uri.UriSchemeHttps };
    private Fetched? _last;
    private Task<Fetched>? _fetch;
    private DateTimeOffset _mayFetchFrom = DateTimeOffset.MinValue;

    /// <summary>What the authority said.</summary>
    /// <param name="Configuration">Holds the keys.</param>
    /// <param name="AskedAt">When it was asked, UTC.</param>
    public sealed record Fetched(OpenIdConnectConfiguration Configuration, DateTimeOffset AskedAt);

    /// <summary>
    /// The keys that are known. They are waited for only when there are none, or they are over a day old; after half a day newer ones are
    /// fetched while these go on.
    /// </summary>
    /// <param name="cancel">Ends the wait; a fetch that is under way goes on for the next caller.</param>
    /// <exception cref="GraphException">They cannot be fetched now.</exception>
    public async Task<Fetched> GetAsync(CancellationToken cancel)
    {
        if (_last is not { } known || IsOver(known, s_longestLife))
            return await FetchAsync(cancel);
        if (IsOver(known, s_life))
            FetchBehind();
        return known;
    }

    /// <summary>Keys that are newer than those given.</summary>
    /// <param name="old">Among which a token's key is not.</param>
    /// <param name="cancel">Ends the wait; a fetch that is under way goes on for the next caller.</param>
    /// <returns>Null when they were asked for a moment ago.</returns>
    /// <exception cref="GraphException">They cannot be fetched now.</exception>
    public async Task<Fetched?> FindNewerAsync(Fetched old, CancellationToken cancel)
    {
        if (_last is { } known && known.AskedAt > old.AskedAt)
            return known;
        return MayFetch() ? await FetchAsync(cancel) : null;
    }

    private bool IsOver(Fetched keys, TimeSpan life) => time.GetUtcNow() - keys.AskedAt >= life;

    private bool MayFetch()
    {
        lock (_gate)
            return _fetch is not null || time.GetUtcNow() >= _mayFetchFrom;
    }

    private void FetchBehind()
    {
        Task<Fetched> fetch;
        lock (_gate)
        {
            if (_fetch is not null || time.GetUtcNow() < _mayFetchFrom)
                return;
            fetch = _fetch = FetchAsync();
        }
        _ = TellFailureAsync(fetch);
    }

    /// <summary>Nobody waits for it: when it fails, the keys that are known go on until it is tried again, and are refused when they are a day old.</summary>
    private async Task TellFailureAsync(Task<Fetched> fetch)
    {
        try
        {
            await fetch;
        }
        catch (GraphException failure)
        {
            // What lies beneath may name addresses.
            LogNotRenewed(log, service, Describe(failure.InnerException!));
        }
    }

    private async Task<Fetched> FetchAsync(CancellationToken cancel)
    {
        Task<Fetched> fetch;
        lock (_gate)
            fetch = _fetch ??= FetchAsync();
        return await fetch.WaitAsync(cancel);
    }

    private async Task<Fetched> FetchAsync()
    {
        // Out of the caller's lock first.
        await Task.Yield();
        var asked = time.GetUtcNow();
        var result = "200";
        try
        {
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(metadata.AbsoluteUri, _documents, CancellationToken.None);
            return _last = new Fetched(configuration, asked);
        }
        catch (Exception failure)
        {
            result = Describe(failure);
            throw new GraphException(GraphError.Transient, "The authority's signing keys cannot be fetched.", failure);
        }
        finally
        {
            meter.Record(service, Operation, result, time.GetUtcNow() - asked);
            lock (_gate)
                (_fetch, _mayFetchFrom) = (null, time.GetUtcNow() + Pause);
        }
    }

    /// <summary>The HTTP status, or what else went wrong, in one word.</summary>
    private static string Describe(Exception failure) => failure switch
    {
        _ when failure.Data[HttpDocumentRetriever.StatusCode] is HttpStatusCode status => GraphFailure.StatusText(status),
        OperationCanceledException or { InnerException: OperationCanceledException } => "timeout",
        IOException => "network",
        _ => "invalid",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The signing keys of {Service} could not be fetched anew ({Result}). Those that are known go on until they are a day old; it is tried again when the next token comes")]
    private static partial void LogNotRenewed(ILogger logger, string service, string result);
}
