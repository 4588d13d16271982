using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Time;
using Microsoft.Extensions.Options;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>Carries invitations and answers between mailboxes, each after a delay, never overtaking within one mailbox.</summary>
internal sealed class MeetingMail(MailboxDirectory directory, MeetingInbox inbox, DelayedWork work, TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    private readonly GraphSandboxOptions _options = options.Value;
    private readonly Random _random = new(options.Value.Seed);
    private readonly Lock _gate = new();

    public void Send(string address, MeetingRequest request)
    {
        if (directory.Find(address) is not { HasMailbox: true } to)
            return;
        Deliver(to, to.Room is null ? _options.MailDelay : AcceptanceDelay(), () =>
        {
            foreach (var response in inbox.Receive(to, request))
                Send(request.Meeting.Organizer.Address, response);
        });
    }

    public void Send(string organizer, MeetingResponse response)
    {
        if (directory.Find(organizer) is { HasMailbox: true } to)
            Deliver(to, _options.MailDelay, () => MeetingInbox.Receive(to, response, Now));
    }

    public void Send(string organizer, ForwardNotice notice)
    {
        if (directory.Find(organizer) is { HasMailbox: true } to)
            Deliver(to, _options.MailDelay, () => MeetingInbox.Receive(to, notice, Now));
    }

    /// <summary>Whether something has not arrived yet, or what arrived has not been answered.</summary>
    public bool IsUnderWay(IEnumerable<Mailbox> mailboxes)
    {
        lock (_gate)
            return mailboxes.Any(mailbox => mailbox.MailUnderWay > 0);
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private TimeSpan AcceptanceDelay()
    {
        lock (_gate)
            return _options.AcceptanceDelayMin + (_random.NextDouble() * (_options.AcceptanceDelayMax - _options.AcceptanceDelayMin));
    }

    private void Deliver(Mailbox to, TimeSpan delay, Action receive)
    {
        lock (_gate)
        {
            var due = Now + Duration.FromTimeSpan(delay);
            to.LastArrival = Instant.Max(due, to.LastArrival);
            to.MailUnderWay++;
            work.At(to.LastArrival.ToDateTimeOffset(), () => Arrive(to, receive));
        }
    }

    /// <summary>Counted as under way until its answers are: there is no moment at which neither is.</summary>
    private void Arrive(Mailbox to, Action receive)
    {
        try
        {
            receive();
        }
        finally
        {
            lock (_gate)
                to.MailUnderWay--;
        }
    }
}
