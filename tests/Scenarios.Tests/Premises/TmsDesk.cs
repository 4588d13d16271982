using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>Books rooms as TMS's own pages do.</summary>
internal static class TmsDesk
{
    private static readonly XNamespace Ns = TmsNames.Booking;

    public static void Book(TmsWorld tms, Stranger stranger)
    {
        var conference = new XElement(Ns + "Conference",
            Text("ConferenceId", "-1"), Text("Title", stranger.Title), Text("StartTimeUTC", Time(stranger.Start)), Text("EndTimeUTC", Time(stranger.End)),
            Text("ConferenceType", "Reservation Only"),
            new XElement(Ns + "Participants", new XElement(Ns + "Participant",
                Text("ParticipantId", stranger.System.ToString(CultureInfo.InvariantCulture)), Text("ParticipantCallType", "TMS"))));
        var administrator = tms.Users.Find(SandboxPremises.ServiceUser)!;
        lock (tms.Lock)
            tms.Desk.Save(conference, strict: true, administrator);
    }

    private static XElement Text(string name, string text) => new(Ns + name, text);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
