using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>An Office 365 with empty calendars, but for those that a test fills, that tells which events it was asked for, and what it was told when subscribed to.</summary>
public sealed class FakeOffice365 : IOffice365Calendar, IGraphSubscriptions
{
    private readonly Channel<(string Mailbox, string EventId)> _reads = Channel.CreateUnbounded<(string, string)>();
    private readonly Channel<MadeSubscription> _made = Channel.CreateUnbounded<MadeSubscription>();
    private readonly Channel<string> _wholeReads = Channel.CreateUnbounded<string>();
    private int _count;

    public sealed record MadeSubscription(string Id, SubscriptionRequest Request);

    public async Task<(string Mailbox, string EventId)> NextReadAsync() => await _reads.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.Deadline);

    /// <summary>The mailbox whose whole window was read.</summary>
    public async Task<string> NextWholeReadAsync() => await _wholeReads.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.Deadline);

    public async Task<MadeSubscription> NextSubscriptionAsync() => await _made.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.Deadline);

    public bool HasUnseenReads => _reads.Reader.TryPeek(out _);

    public Task<CalendarEvent?> GetEventAsync(string mailbox, string eventId, CancellationToken cancel = default)
    {
        _reads.Writer.TryWrite((mailbox, eventId));
        if (Closed.ContainsKey(mailbox))
            return Task.FromException<CalendarEvent?>(new GraphException(GraphError.AccessDenied, "refused"));
        return Task.FromResult(Calendars.GetValueOrDefault(mailbox, []).FirstOrDefault(ev => ev.Id == eventId));
    }

    public Task<CalendarEvent?> GetSeriesAsync(string mailbox, string masterId, CancellationToken cancel = default) =>
        GetEventAsync(mailbox, masterId, cancel);

    /// <summary>Mailboxes of which no event may be read.</summary>
    public ConcurrentDictionary<string, bool> Closed { get; } = new();

    /// <summary>Mailboxes that may not be read or subscribed to.</summary>
    public ConcurrentDictionary<string, GraphError> Refused { get; } = new();

    /// <summary>What calendars hold, whatever the window; one that is not here is empty.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<CalendarEvent>> Calendars { get; } = new();

    /// <summary>Mailboxes that do not answer before they are let go; each tells when it is being read.</summary>
    public ConcurrentDictionary<string, HeldMailbox> Held { get; } = new();

    /// <summary>How often windows of mailboxes were read with all texts.</summary>
    public ConcurrentDictionary<string, int> WholeReads { get; } = new();

    public async Task<IReadOnlyList<CalendarEvent>> ListAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default)
    {
        if (Held.TryGetValue(mailbox, out var held))
            await held.WaitAsync(cancel);
        return await ListNowAsync(mailbox, from, to);
    }

    private Task<IReadOnlyList<CalendarEvent>> ListNowAsync(string mailbox, Instant from, Instant to)
    {
        if (Refused.TryGetValue(mailbox, out var error))
            return Task.FromException<IReadOnlyList<CalendarEvent>>(new GraphException(error, "refused"));
        _wholeReads.Writer.TryWrite(mailbox);
        WholeReads.AddOrUpdate(mailbox, 1, (_, count) => count + 1);
        return ListWindow(mailbox, from, to);
    }

    /// <summary>Moments of which no list can be given, by mailbox; null for none. Of these mailboxes it is the window that is listed.</summary>
    public ConcurrentDictionary<string, Instant?> Damaged { get; } = new();

    private Task<IReadOnlyList<CalendarEvent>> ListWindow(string mailbox, Instant from, Instant to)
    {
        var all = Calendars.GetValueOrDefault(mailbox, []);
        if (!Damaged.TryGetValue(mailbox, out var damaged))
            return Task.FromResult(all);
        return damaged >= from && damaged < to
            ? Task.FromException<IReadOnlyList<CalendarEvent>>(new GraphException(GraphError.Transient, "damaged"))
            : Task.FromResult<IReadOnlyList<CalendarEvent>>([.. all.Where(ev => ev.End.Local.InUtc().ToInstant() > from && ev.Start.Local.InUtc().ToInstant() < to)]);
    }

    public async IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListPagesAsync(
        string mailbox, Instant from, Instant to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        yield return await ListAsync(mailbox, from, to, cancel);
    }

    public Task<IReadOnlyList<CalendarEvent>> ListOutlineAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        Refused.TryGetValue(mailbox, out var error)
            ? Task.FromException<IReadOnlyList<CalendarEvent>>(new GraphException(error, "refused"))
            : ListWindow(mailbox, from, to);

    public Task<IReadOnlySet<string>> ListIdsAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public Task<IReadOnlyList<CalendarEvent>> ListChangedAsync(string mailbox, Instant since, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<CalendarEvent>>([]);

    public Task<UpdateOutcome> UpdateInvitationAsync(
        string mailbox, string eventId, string? etag, InvitationUpdate update, CancellationToken cancel = default) =>
        Task.FromResult(UpdateOutcome.Gone);

    /// <summary>Primary addresses of mailboxes that were asked for by another one.</summary>
    public ConcurrentDictionary<string, string> Aliases { get; } = new();

    /// <summary>Mailboxes whose addresses nobody can look up, for a reason that nobody foresaw.</summary>
    public ConcurrentDictionary<string, Exception> Broken { get; } = new();

    public Task<string> GetPrimaryAddressAsync(string mailbox, CancellationToken cancel = default) =>
        Broken.TryGetValue(mailbox, out var failure) ? Task.FromException<string>(failure)
        : Refused.TryGetValue(mailbox, out var error) ? Task.FromException<string>(new GraphException(error, "refused"))
        : Task.FromResult(Aliases.GetValueOrDefault(mailbox, mailbox));

    /// <summary>Mailboxes whose settings may not be read, and how often they were asked for.</summary>
    public ConcurrentDictionary<string, int> SettingsRefused { get; } = new();

    public Task<MailboxSettings> GetMailboxSettingsAsync(string mailbox, CancellationToken cancel = default)
    {
        if (!SettingsRefused.ContainsKey(mailbox))
            return Task.FromResult(new MailboxSettings("en-US", "UTC"));
        SettingsRefused.AddOrUpdate(mailbox, 1, (_, count) => count + 1);
        return Task.FromException<MailboxSettings>(new GraphException(GraphError.AccessDenied, "refused"));
    }

    /// <summary>Mailboxes that cannot be subscribed to, as Graph cannot reach us.</summary>
    public ConcurrentDictionary<string, string> Unreached { get; } = new();

    /// <summary>Mailboxes to which no subscription is made before they are let go.</summary>
    public ConcurrentDictionary<string, HeldMailbox> HeldSubscriptions { get; } = new();

    public async Task<GraphSubscription> CreateAsync(SubscriptionRequest request, CancellationToken cancel = default)
    {
        if (HeldSubscriptions.TryGetValue(request.Mailbox, out var held))
            await held.WaitAsync(cancel);
        if (Refused.TryGetValue(request.Mailbox, out var error))
            throw new GraphException(error, "refused");
        if (Unreached.TryGetValue(request.Mailbox, out var code))
            throw new GraphException(GraphError.NotSubscribed, "unreached") { Code = code, Status = 400 };
        var id = $"00000000-0000-0000-0000-{Interlocked.Increment(ref _count):x12}";
        _made.Writer.TryWrite(new MadeSubscription(id, request));
        return new GraphSubscription(id, request.Expiration);
    }

    /// <summary>Whether all subscriptions are gone when they are to be renewed.</summary>
    public bool ForgetsSubscriptions { get; set; }

    public Task<GraphSubscription?> RenewAsync(string subscriptionId, Instant expiration, CancellationToken cancel = default) =>
        Task.FromResult(ForgetsSubscriptions ? null : new GraphSubscription(subscriptionId, expiration));

    public Task<bool> ReauthorizeAsync(string subscriptionId, CancellationToken cancel = default) => Task.FromResult(true);

    /// <summary>How many calls that end a subscription fail before one succeeds.</summary>
    public int FailingEnds { get; set; }

    /// <summary>The subscriptions that were ended.</summary>
    public ConcurrentQueue<string> Ended { get; } = new();

    public Task DeleteAsync(string subscriptionId, CancellationToken cancel = default)
    {
        if (FailingEnds > 0)
        {
            FailingEnds--;
            return Task.FromException(new InvalidOperationException("The host ends."));
        }
        Ended.Enqueue(subscriptionId);
        return Task.CompletedTask;
    }
}
