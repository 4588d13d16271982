using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>Tells the administrator what keeps TMS from doing what it is asked, as the last request found it.</summary>
internal sealed class TmsAlarms(AlarmBoard alarms)
{
    private const string Link = "tms";
    private const string Licence = "tms-licence";

    /// <param name="kind">What was asked.</param>
    /// <param name="answer">What came of it in TMS.</param>
    public void Look(ConferenceRequestKind kind, ConferenceAnswer answer)
    {
        if (answer.Reason is ConferenceReason.Unreachable or ConferenceReason.Certificate or ConferenceReason.SignIn or ConferenceReason.TooOld)
        {
            alarms.Raise(Link, LinkSeverity.Critical, answer.Text);
            return;
        }
        // Whatever else it was, TMS said it.
        alarms.Clear(Link);
        if (answer.Reason == ConferenceReason.Licence)
            alarms.Raise(Licence, LinkSeverity.Error, answer.Text);
        else if (kind == ConferenceRequestKind.Book && answer.Outcome == ConferenceOutcome.Booked)
            alarms.Clear(Licence);
    }
}
