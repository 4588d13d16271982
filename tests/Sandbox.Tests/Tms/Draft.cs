using System.Globalization;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tests.Tms;

/// <summary>A conference to be saved, elements in the order of the wire.</summary>
public sealed record Draft
{
    public int Id { get; init; } = -1;

    public string Title { get; init; } = "Plan";

    public string StartText { get; init; } = "";

    public required DateTimeOffset Start { get; init; }

    public int Minutes { get; init; } = 60;

    public XElement? Pattern { get; init; }

    public string? Slot { get; init; }

    public string Owner { get; init; } = @"CONTOSO\anna";

    public string Type { get; init; } = "One Button To Push";

    public string Bandwidth { get; init; } = "Default";

    public string Source { get; init; } = "";

    public string Key { get; init; } = "";

    public string? DialString { get; init; }

    public IReadOnlyList<int> Systems { get; init; } = [66];

    public int DialIns { get; init; }

    public XElement? Zone { get; init; }

    public string? Version { get; init; }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static XElement Repeat(string frequency, int count, params XElement[] exceptions) => Repeat(frequency, "EndByInstances", count, exceptions);

    public static XElement Repeat(string frequency, string end, int count, params XElement[] exceptions) => new(SoapClient.Booking + "RecurrencePattern",
        T("FrequencyType", frequency), T("Interval", 1), frequency == "Weekly" ? new XElement(SoapClient.Booking + "DaysOfWeek", T("DayOfWeek", "Monday")) : null,
        T("FirstDayOfWeek", "Sunday"), T("BySetPosition", 0), frequency == "Monthly" ? T("ByMonthDay", 31) : null,
        T("PatternEndType", end), T("PatternInstances", count), new XElement(SoapClient.Booking + "Exceptions", exceptions));

    public static XElement Without(DateTimeOffset slot) => new(SoapClient.Booking + "RecurrenceException",
        T("ExceptionType", "DELETE"), T("RecurrenceIdUTC", Time(slot)), T("RecurrenceIdRange", "None"), T("ModifiedMask", 0));

    public static XElement Moved(DateTimeOffset slot, DateTimeOffset start) => new(SoapClient.Booking + "RecurrenceException",
        T("ExceptionType", "MODIFY"), T("RecurrenceIdUTC", Time(slot)), T("RecurrenceIdRange", "None"), T("ModifiedMask", 0),
        new XElement(SoapClient.Booking + "ModifiedData", T("ConferenceId", -1), T("StartTimeUTC", Time(start)), T("EndTimeUTC", Time(start.AddHours(1)))));

    public XElement ToXml(string name = "Conference") => new(SoapClient.Booking + name,
        T("ConferenceId", Id), T("Title", Title), T("StartTimeUTC", StartText.Length > 0 ? StartText : Time(Start)), T("EndTimeUTC", Time(Start.AddMinutes(Minutes))),
        Slot is null ? null : T("RecurrenceInstanceIdUTC", Slot), Pattern, T("OwnerId", 0), T("OwnerUserName", Owner), T("ConferenceType", Type),
        T("Bandwidth", Bandwidth), T("PictureMode", "Default"), T("Encrypted", "Default"), T("DataConference", "Default"), T("ShowExtendOption", "Default"),
        T("ISDNRestrict", "false"),
        DialString is null ? null : new XElement(SoapClient.Booking + "ExternalConference", new XElement(SoapClient.Booking + "ExternallyHosted", T("DialString", DialString))),
        T("ExternalSourceId", Source), T("ExternalPrimaryKey", Key),
        new XElement(SoapClient.Booking + "Participants",
            Systems.Select(id => new XElement(SoapClient.Booking + "Participant", T("ParticipantId", id), T("ParticipantCallType", "TMS"))),
            Enumerable.Range(1, DialIns).Select(guest => new XElement(SoapClient.Booking + "Participant",
                T("ParticipantId", 0), T("NameOrNumber", $"Guest {guest}"), T("ParticipantCallType", "SIP <-")))),
        Zone, Version is null ? null : T("Version", Version));

    private static XElement T(string name, object value) => SoapClient.Text(name, value);
}
