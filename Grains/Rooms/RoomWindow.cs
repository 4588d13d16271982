using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// Reads the window of a room's calendar. Days that Graph never gives leave out themselves alone: what cannot be read is halved until they are
/// found, and left alone then until its next try is due.
/// </summary>
/// <param name="calendar">Office 365.</param>
/// <param name="mail">The room's address.</param>
/// <param name="troubled">What has failed before.</param>
/// <param name="now">UTC.</param>
internal sealed class RoomWindow(IOffice365Calendar calendar, string mail, ImmutableDictionary<string, TroubledEvent> troubled, DateTimeOffset now)
{
    /// <summary>One bad day in two months is found by them; what is found more roughly now is halved further with its next try.</summary>
    private const int MostHalved = 6;

    /// <summary>After so many, and nothing that could be read, it is no part of the calendar that fails, but all.</summary>
    private const int MostInVain = 10;
    private readonly Dictionary<RoomDays, Exception?> _unread = [];
    private bool _hasRead;
    private bool _isAnswered;
    private int _halved;
    private int _inVain;

    /// <summary>What could not be read, with what came instead; null for what was left alone.</summary>
    public IReadOnlyDictionary<RoomDays, Exception?> Unread => _unread;

    /// <param name="window">What is to be read.</param>
    /// <param name="mayLeaveOut">Whether what did not fail before may be left out; when not, its failure fails all.</param>
    public async Task<IReadOnlyList<CalendarEvent>> ReadAsync(RoomDays window, bool mayLeaveOut)
    {
        var all = new List<CalendarEvent>();
        var day = window.First;
        foreach (var failing in RoomDays.Among(troubled.Keys).Where(days => days.First < window.End && days.End > window.First))
        {
            if (day < failing.First)
                all.AddRange(await ReadDaysAsync(new RoomDays(day, failing.First), mayLeaveOut));
            if (Troubles.IsDue(troubled, failing.Key, now))
                all.AddRange(await ReadDaysAsync(failing, mayLeaveOut: true));
            else
                _unread[failing] = null;
            day = failing.End;
        }
        if (day < window.End)
            all.AddRange(await ReadDaysAsync(new RoomDays(day, window.End), mayLeaveOut));
        if (!_hasRead && _unread.Values.OfType<Exception>().FirstOrDefault() is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        return all;
    }

    private async Task<IReadOnlyList<CalendarEvent>> ReadDaysAsync(RoomDays days, bool mayLeaveOut)
    {
        try
        {
            var read = await calendar.ListAsync(mail, days.From, days.To);
            _hasRead = true;
            return read;
        }
        catch (Exception failure) when (mayLeaveOut && !MailboxFailures.Is(failure) && MayGoOn())
        {
            await SeeThatGraphAnswersAsync();
            if (days.IsOne || _halved == MostHalved)
            {
                _unread[days] = failure;
                return [];
            }
        }
        _halved++;
        var (earlier, later) = days.Halve();
        return [.. await ReadDaysAsync(earlier, mayLeaveOut), .. await ReadDaysAsync(later, mayLeaveOut)];
    }

    private bool MayGoOn() => _hasRead || ++_inVain < MostInVain;

    /// <summary>Whether the days are to blame or Graph is away, a call that has nothing to do with them tells.</summary>
    private async Task SeeThatGraphAnswersAsync()
    {
        if (!_isAnswered)
            await calendar.GetPrimaryAddressAsync(mail);
        _isAnswered = true;
    }
}
