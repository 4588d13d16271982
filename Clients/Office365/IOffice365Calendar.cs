using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// The calendars of an Office 365 organization, read and written through Microsoft Graph with application permissions.
/// Ids are immutable ids; times come in UTC and bodies as HTML. Every method throws <see cref="GraphException"/> for what
/// Graph refused or could not do now, and <see cref="OperationCanceledException"/> only when <c>cancel</c> was cancelled.
/// At most four requests are under way per mailbox at any time; further callers wait in line. When Graph asks one of them to
/// wait, all calls to the mailbox wait, or fail at once when it is for long.
/// </summary>
public interface IOffice365Calendar
{
    /// <summary>Reads one event as it is now.</summary>
    /// <param name="mailbox">Mail address or object id of the mailbox.</param>
    /// <param name="eventId">An event, a series master or an occurrence.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <returns>The event, or null when the mailbox has no such event (any more).</returns>
    Task<CalendarEvent?> GetEventAsync(string mailbox, string eventId, CancellationToken cancel = default);

    /// <summary>
    /// Reads one event together with what only a series master can tell: <see cref="CalendarEvent.ExceptionOccurrences"/> and
    /// <see cref="CalendarEvent.CancelledOccurrences"/>. Dearer than <see cref="GetEventAsync"/>; the same for a single instance.
    /// </summary>
    Task<CalendarEvent?> GetSeriesAsync(string mailbox, string masterId, CancellationToken cancel = default);

    /// <summary>Everything that takes place in a window: single instances, occurrences and exceptions, but no masters; in no order.</summary>
    /// <param name="mailbox">Mail address or object id of the mailbox.</param>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window (exclusive), at most 1,825 days after <paramref name="from"/>, a limit of Graph.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task<IReadOnlyList<CalendarEvent>> ListAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default);

    /// <summary>
    /// The same events as <see cref="ListAsync"/> gives, a page of up to 100 after the other. A page is asked for when the one before was
    /// taken, which may be some time ago: an event whose neighbours go or come meanwhile may stand on two pages, or on none.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListPagesAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default);

    /// <summary>
    /// The same events as <see cref="ListAsync"/> gives, with no more than tells whether one of them changed: ids, version, times,
    /// answer. A calendar of up to 1,000 events costs one call.
    /// </summary>
    Task<IReadOnlyList<CalendarEvent>> ListOutlineAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default);

    /// <summary>
    /// What takes place in a window, by no more than ids: those of single instances and of the masters of series. It tells what is gone.
    /// Up to 1,000 events, each occurrence of a series counted, cost one call. The window is that of <see cref="ListAsync"/>.
    /// </summary>
    Task<IReadOnlySet<string>> ListIdsAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default);

    /// <summary>
    /// Single instances and series masters, but no occurrences, that were made or changed at or after a moment: finds what a lost
    /// notification would have told. Deleted events are not among them.
    /// </summary>
    Task<IReadOnlyList<CalendarEvent>> ListChangedAsync(string mailbox, Instant since, CancellationToken cancel = default);

    /// <summary>Writes what is not null in <paramref name="update"/> and leaves everything else of the event alone.</summary>
    /// <param name="mailbox">Mail address or object id of the mailbox.</param>
    /// <param name="eventId">An event or a series master of the organizer's own calendar.</param>
    /// <param name="etag">The <see cref="CalendarEvent.ETag"/> of the version that the update was made from; null writes over whatever is there.</param>
    /// <param name="update">What to write.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task<UpdateOutcome> UpdateInvitationAsync(string mailbox, string eventId, string? etag, InvitationUpdate update, CancellationToken cancel = default);

    /// <summary>The primary mail address of a mailbox, also when it is asked for by an alias: the owner of its calendar.</summary>
    Task<string> GetPrimaryAddressAsync(string mailbox, CancellationToken cancel = default);

    /// <summary>The owner's language and time zone.</summary>
    Task<MailboxSettings> GetMailboxSettingsAsync(string mailbox, CancellationToken cancel = default);
}
