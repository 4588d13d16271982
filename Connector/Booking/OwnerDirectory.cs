using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>
/// Finds organizers among TMS's users, and those whose time zone in TMS is another than in the calendar. No meeting waits long for the list: without it
/// TMS finds an organizer by the address.
/// </summary>
internal sealed partial class OwnerDirectory(Func<CancellationToken, Task<IReadOnlyList<TmsUser>>> users, TimeProvider time, ILogger<OwnerDirectory> log) : IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(1);

    /// <summary>A TMS that does not tell its users is not asked for them by each meeting.</summary>
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private ILookup<string, TmsUser>? _known;
    private Task _reading = Task.CompletedTask;
    private (long Since, TimeSpan Life)? _read;

    /// <summary>The owner for a booking.</summary>
    /// <param name="owner">The organizer.</param>
    /// <param name="now">From when on zones are compared.</param>
    /// <param name="cancel">Ends the wait early.</param>
    /// <returns>The owner, the user's zone in TMS when it is another, and whether TMS has told its users.</returns>
    public async Task<(OwnerInTms Owner, string? Zone, bool IsTold)> FindAsync(ConferenceOwner owner, Instant now, CancellationToken cancel)
    {
        var known = await UsersAsync(cancel);
        var user = known?[owner.Address].FirstOrDefault();
        var space = owner.Name.IndexOf(' ', StringComparison.Ordinal);
        var (first, last) = space < 0 ? (owner.Name, "") : (owner.Name[..space], owner.Name[(space + 1)..].Trim());
        var zone = user is not null && Differs(TimeZones.Find(user.Zone), TimeZones.Find(owner.Zone), now) ? user.Zone : null;
        return (new OwnerInTms(user?.UserName ?? "", owner.Address, first, last), zone, known is not null);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <returns>As TMS told them last; null when it has not yet.</returns>
    private async Task<ILookup<string, TmsUser>?> UsersAsync(CancellationToken cancel)
    {
        Task reading;
        lock (_gate)
        {
            if (_reading.IsCompleted && !(_read is { } read && time.GetElapsedTime(read.Since) < read.Life))
            {
                var end = _end.Token;
                _reading = Task.Run(() => ReadAsync(end), CancellationToken.None);
            }
            if (_known is not null)
                return _known;
            reading = _reading;
        }
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(reading, Task.Delay(s_longestWait, time, wait.Token));
        await wait.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
            return _known;
    }

    private async Task ReadAsync(CancellationToken end)
    {
        var life = s_afterFailure;
        try
        {
            var all = (await users(end)).ToLookup(user => user.Address, StringComparer.OrdinalIgnoreCase);
            lock (_gate)
                _known = all;
            life = s_fresh;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nobody asks any more.
        }
#pragma warning disable CA1031 // Whatever is wrong with the list: the meetings are booked without it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotRead(log, failure);
        }
        finally
        {
            lock (_gate)
                _read = (time.GetTimestamp(), life);
        }
    }

    /// <summary>Zones of different names are the same when their clocks agree in the year to come; unknown ones are not compared.</summary>
    private static bool Differs(DateTimeZone? one, DateTimeZone? other, Instant now) =>
        one is not null && other is not null
        && Enumerable.Range(0, 53).Select(week => now + Duration.FromDays(7 * week)).Any(at => one.GetUtcOffset(at) != other.GetUtcOffset(at));

    [LoggerMessage(Level = LogLevel.Warning, Message = "TMS did not tell its users; organizers are named to it by their addresses until it does")]
    private static partial void LogNotRead(ILogger logger, Exception failure);
}
