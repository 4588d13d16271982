using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>Tells the administrator what keeps TMS from doing what it is asked, as it was found last.</summary>
internal sealed class TmsAlarms(AlarmBoard alarms, RefusedRooms refused)
{
    private const string Link = "tms";
    private const string Licence = "tms-licence";
    private const string Rights = "tms-rights";
    private const string Rooms = "tms-rooms";
    private const string Clock = "clock";
    private readonly Lock _gate = new();
    private TaskCompletionSource _raised = NewSignal();

    /// <summary>Completes when a request next finds that TMS is not in reach.</summary>
    public Task Raised
    {
        get
        {
            lock (_gate)
                return _raised.Task;
        }
    }

    /// <summary>Whether TMS was not in reach when last asked.</summary>
    public bool IsAway => alarms.Alarms.Any(alarm => alarm.Code == Link);

    /// <summary>A request was done, or not.</summary>
    /// <param name="kind">What was asked.</param>
    /// <param name="answer">What came of it in TMS.</param>
    public void Look(ConferenceRequestKind kind, ConferenceAnswer answer)
    {
        alarms.Clear(AlarmBoard.RequestFailed);
        if (IsOfTheLink(answer.Reason))
        {
            IsNotInReach(answer.Text);
            Signal();
            return;
        }
        // Whatever else it was, TMS said it.
        Answers();
        var isBooked = kind == ConferenceRequestKind.Book && answer.Outcome == ConferenceOutcome.Booked;
        Tell(Rights, answer.Reason == ConferenceReason.NoAccess ? answer.Text : null, isBooked);
        // Of rooms another meeting tells nothing.
        Tell(Licence, Of(ConferenceReason.Licence) is { } systems
            ? $"TMS has no licence left for {systems}: install an option key for 25 more endpoints (L-TMS-MSEX-25) or the Application Integration Package (L-TMS-APPINT)."
            : answer.Reason == ConferenceReason.Licence ? answer.Text : null, isBooked);
        Tell(Rooms, Of(ConferenceReason.RoomNotAllowed) is { } rooms
            ? $"TMS does not let the connector's account book {rooms}: check its permissions, 'Allow Bookings' and 'Allow Remote Bookings' of each, and whether a licence is left (option key L-TMS-MSEX-25 or L-TMS-APPINT)."
            : null, isRight: true);
    }

    /// <summary>A request could not be done by a fault of the connector.</summary>
    public void Failed(Exception fault) => alarms.RaiseRequestFailed(fault);

    /// <summary>TMS answers.</summary>
    public void Answers() => alarms.Clear(Link);

    /// <param name="problem">How TMS's clock and this machine's differ; null when they agree.</param>
    public void ClocksDiffer(string? problem)
    {
        if (problem is null)
            alarms.Clear(Clock);
        else
            alarms.Raise(Clock, LinkSeverity.Warning, problem);
    }

    /// <param name="text">Why, without any meeting's content.</param>
    public void IsNotInReach(string text) => alarms.Raise(Link, LinkSeverity.Critical, text);

    private static bool IsOfTheLink(ConferenceReason reason) =>
        reason is ConferenceReason.Unreachable or ConferenceReason.Certificate or ConferenceReason.SignIn or ConferenceReason.TooOld;

    /// <param name="code">The alarm.</param>
    /// <param name="problem">What is wrong; null when nothing was found.</param>
    /// <param name="isRight">Whether it is known then that nothing is.</param>
    private void Tell(string code, string? problem, bool isRight)
    {
        if (problem is not null)
            alarms.Raise(code, LinkSeverity.Error, problem);
        else if (isRight)
            alarms.Clear(code);
    }

    private string? Of(ConferenceReason reason) => refused.For(reason) is { Count: > 0 } systems ? Booking.Answers.Systems(systems) : null;

    private void Signal()
    {
        lock (_gate)
        {
            _raised.TrySetResult();
            _raised = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
