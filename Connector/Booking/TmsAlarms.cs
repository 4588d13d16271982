using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>Tells the administrator what keeps TMS from doing what it is asked, as it was found last.</summary>
internal sealed class TmsAlarms(AlarmBoard alarms)
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
        if (answer.Reason == ConferenceReason.Licence)
            alarms.Raise(Licence, LinkSeverity.Error, answer.Text);
        else if (answer.Reason == ConferenceReason.NoAccess)
            alarms.Raise(Rights, LinkSeverity.Error, answer.Text);
        else if (answer.Reason == ConferenceReason.RoomNotAllowed)
            alarms.Raise(Rooms, LinkSeverity.Error, answer.Text);
        else if (kind == ConferenceRequestKind.Book && answer.Outcome == ConferenceOutcome.Booked)
            ClearAll();
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

    private void ClearAll()
    {
        alarms.Clear(Licence);
        alarms.Clear(Rights);
        alarms.Clear(Rooms);
    }

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
