using System.Globalization;
using System.Xml.Linq;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Writes conferences as the API gives them.</summary>
internal sealed class ConferenceShape(TmsOptions options, TimeProvider time)
{
    private static readonly XNamespace s_ns = TmsNames.Booking;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>A single conference or one occurrence.</summary>
    public XElement OfInstance(TmsBooking booking, TmsInstance instance, bool isDetail = true)
    {
        var series = booking.IsSeries;
        return Write(booking, instance.Id, instance.Data, instance.Status(Now), isDetail,
            series ? Text("RecurrenceInstanceIdUTC", TmsText.Write(instance.Slot!.Value)) : null,
            series && (instance.IsException || instance.Deleted) ? Text("RecurrenceInstanceType", instance.Deleted ? "deleted" : "modify") : null,
            series ? Text("FirstOccurrenceRecInstanceIdUTC", TmsText.Write(First(booking))) : null);
    }

    /// <summary>A whole series with its exceptions; what does not recur as it is. A deleted one has a negative id.</summary>
    public XElement OfBooking(TmsBooking booking, Instant? start = null)
    {
        if (!booking.IsSeries)
            return OfInstance(booking, booking.Instances[0]);
        var data = booking.Data;
        if (start is { } other)
            data = data with { Start = other, End = other + (data.End - data.Start) };
        return Write(booking, booking.Deleted ? -booking.Id : booking.Id, data, booking.Status(Now), true,
            Text("FirstOccurrenceRecInstanceIdUTC", TmsText.Write(First(booking))), Pattern(booking));
    }

    /// <summary>What somebody starts from who makes a new one.</summary>
    public XElement Default(Access.TmsUser caller)
    {
        var start = Instant.FromUnixTimeSeconds(Now.ToUnixTimeSeconds());
        return new XElement(s_ns + "Conference", Number("ConferenceId", -1), Text("Title", "Meeting"),
            Text("StartTimeUTC", TmsText.Write(start)), Text("EndTimeUTC", TmsText.Write(start + Duration.FromMinutes(options.DefaultDurationMinutes))),
            Owner(caller), ConferenceReader.Defaults.Select(setting => Text(setting.Key, setting.Value)), new XElement(s_ns + "Participants"));
    }

    /// <summary>The lines that TMS puts into invitations.</summary>
    public string Info(TmsBooking booking)
    {
        var address = booking.Address(options.BridgeDomain);
        var passcode = booking.Data.Settings["Password"];
        string?[] lines =
        [
            "Join by video:",
            address.Contains("://", StringComparison.Ordinal) || address.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? address : $"sip:{address}",
            booking.Data.ForeignAddress is null ? $"Meeting number: {booking.Number}" : null,
            passcode.Length > 0 ? $"Passcode: {passcode}" : null,
        ];
        return string.Join("\n", lines.Where(line => line is not null));
    }

    private XElement Write(TmsBooking booking, int id, ConferenceData data, string status, bool isDetail, params XElement?[] more) => new(s_ns + "Conference",
        Number("ConferenceId", id), Text("Title", data.Title), Text("StartTimeUTC", TmsText.Write(data.Start)), Text("EndTimeUTC", TmsText.Write(data.End)),
        more, Owner(data.Owner), data.Settings.Select(setting => Text(setting.Key, setting.Value)),
        Text("ExternalSourceId", data.Source), Text("ExternalPrimaryKey", data.Key),
        Text("DetachedFromExternalSourceId", data.DetachedSource), Text("DetachedFromExternalPrimaryKey", data.DetachedKey),
        data.ZoneRules is { } rules ? new XElement(rules) : null,
        new XElement(s_ns + "ConferenceState", Text("Status", status)), Number("Version", booking.Version), Number("TransactionId", booking.TransactionId),
        isDetail ? Details(booking, data) : null);

    private IEnumerable<XElement> Details(TmsBooking booking, ConferenceData data)
    {
        yield return new XElement(s_ns + "Participants", data.Participants.Select(Participant));
        if (data.ExternalConference is { } external)
            yield return new XElement(external);
        var info = Info(booking);
        yield return Text("ConferenceInfoText", info);
        yield return Text("ConferenceInfoHtml", $"<p>{System.Net.WebUtility.HtmlEncode(info).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        var address = booking.Address(options.BridgeDomain);
        yield return Text("JoinUri", address);
        if (data.ForeignAddress is null)
            yield return Text("JoinUrl", $"https://{options.BridgeDomain}/invited.sf?id={booking.Number}");
    }

    private static XElement Participant(TmsParticipant one) => new(s_ns + "Participant",
        Number("ParticipantId", one.Id), Text("NameOrNumber", one.Name), Text("EmailAddress", one.Email), Text("ParticipantCallType", one.CallType));

    private static XElement Pattern(TmsBooking booking)
    {
        var pattern = new XElement(booking.Data.Pattern!.Element);
        if (booking.Data.Pattern.Count is not null)
            pattern.Add(Text("FirstOccurrenceRecInstanceIdUTC", TmsText.Write(First(booking))));
        var exceptions = booking.Instances.Where(one => one.Deleted || one.IsException).Select(one => new XElement(s_ns + "RecurrenceException",
            Text("ExceptionType", one.Deleted ? "DELETE" : "MODIFY"), Text("RecurrenceIdUTC", TmsText.Write(one.Slot!.Value)),
            Text("RecurrenceIdRange", "None"), Number("ModifiedMask", 0), one.Deleted ? null : Modified(booking, one)));
        pattern.Add(new XElement(s_ns + "Exceptions", booking.Deleted ? [] : exceptions));
        return pattern;
    }

    private static XElement Modified(TmsBooking booking, TmsInstance one) => new(s_ns + "ModifiedData",
        Number("ConferenceId", one.Id), Text("Title", one.Data.Title), Text("StartTimeUTC", TmsText.Write(one.Data.Start)),
        Text("EndTimeUTC", TmsText.Write(one.Data.End)), Text("RecurrenceInstanceIdUTC", TmsText.Write(one.Slot!.Value)), Owner(booking.Data.Owner),
        one.Data.Settings.Select(setting => Text(setting.Key, setting.Value)), new XElement(s_ns + "Participants", one.Data.Participants.Select(Participant)));

    private static IEnumerable<XElement> Owner(Access.TmsUser owner)
    {
        var names = owner.DisplayName.Split(' ', 2);
        yield return Number("OwnerId", owner.Id);
        yield return Text("OwnerUserName", owner.UserName);
        yield return Text("OwnerFirstName", names[0]);
        yield return Text("OwnerLastName", names.Length > 1 ? names[1] : "");
        yield return Text("OwnerEmailAddress", owner.Email);
    }

    private static Instant First(TmsBooking booking) => booking.Instances.Min(one => one.Slot) ?? booking.Data.Start;

    private static XElement Text(string name, string value) => new(s_ns + name, value);

    private static XElement Number(string name, long value) => new(s_ns + name, value.ToString(CultureInfo.InvariantCulture));
}
