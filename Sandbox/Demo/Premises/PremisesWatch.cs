using System.Globalization;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Demo.Premises;

/// <summary>Looks at what TMS lists, what devices show, and what the calendar and the invitation hold. Shares no code with the product.</summary>
internal sealed class PremisesWatch(IServiceProvider sandbox, DemoCalendar outlook, TimeProvider time)
{
    private const string BlockBegins = "+~.~.";
    private readonly TmsWorld _tms = sandbox.GetRequiredService<TmsWorld>();
    private readonly DeviceFleet _fleet = sandbox.GetRequiredService<DeviceFleet>();
    private readonly GraphWorld _calendars = sandbox.GetRequiredService<GraphWorld>();

    /// <summary>What List Conferences shows of a title, by start.</summary>
    public IReadOnlyList<ConferenceRow> Listed(string title) => [.. ConferenceList.Of(_tms).Where(row => row.Title == title && row.Status != "Deleted")];

    /// <summary>What is dialled for a conference; empty when TMS lists none.</summary>
    public string AddressOf(string title) => Listed(title) is [var first, ..] ? first.Address : "";

    /// <summary>TMS lists a title at these times and no others, as the connector's, with Vitosha in it.</summary>
    public string? ListedProblem(string title, params DateTimeOffset[] starts)
    {
        var rows = Listed(title);
        if (Differ("TMS lists", rows.Select(row => row.Start), starts) is { } differ)
            return differ;
        return rows.FirstOrDefault(row => row.ExternalService != ExternalService.CalendarConnector) is { } foreign
                ? $"its External Service is '{foreign.ExternalService}'"
            : rows.Any(row => !row.Systems.Contains(SandboxPremises.Vitosha.SystemId)) ? "Vitosha is not in the conference"
            : rows.FirstOrDefault(row => row.Status is not "Pending" and not "Ongoing") is { } bad ? $"TMS calls it {bad.Status}"
            : null;
    }

    /// <summary>A device holds a button that dials this at these times and no others.</summary>
    public string? DeviceProblem(string deviceId, string address, params DateTimeOffset[] starts) => address.Length == 0
        ? "there is no address yet"
        : Differ("The device holds", Bookings(deviceId, address).Select(booking => booking.StartTime), starts);

    /// <summary>Whether a device shows its Join button for this address now.</summary>
    public bool ShowsJoin(string deviceId, string address) => Bookings(deviceId, address).Any(booking => booking.ShowsJoin(time.GetUtcNow()));

    /// <summary>Somebody's calendar holds a title at these times and no others.</summary>
    public string? CalendarProblem(WorldPerson who, string title, params DateTimeOffset[] starts)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var shown = _calendars.View(who.Address, now - Duration.FromDays(1), now + Duration.FromDays(60)).Where(ev => ev.Content.Subject == title);
        return Differ("The calendar holds", shown.Select(ev => ev.Start.ToDateTimeOffset()), starts);
    }

    /// <summary>An invitation holds the person's words and one join block, which tells what is dialled.</summary>
    public async Task<string?> InvitationProblemAsync(WorldPerson who, string id, string words, string address, CancellationToken cancellationToken)
    {
        var body = await outlook.ReadBodyAsync(who, id, cancellationToken);
        var blocks = body.Split(BlockBegins).Length - 1;
        return !body.Contains(words, StringComparison.Ordinal) ? "the person's own words are gone"
            : blocks != 1 ? string.Create(CultureInfo.InvariantCulture, $"it holds {blocks} join blocks")
            : address.Length == 0 || !body.Contains(address, StringComparison.Ordinal) ? "the join details are missing"
            : null;
    }

    /// <summary>Whether TMS's own pages refuse to edit a conference.</summary>
    public bool RefusesEdit(ConferenceRow row)
    {
        try
        {
            ConferenceEdit.Apply(_tms, row.Id, new ConferenceChange(Title: "Edited in TMS"));
            return false;
        }
        catch (TmsFault)
        {
            return true;
        }
    }

    private IEnumerable<DeviceBooking> Bookings(string deviceId, string address) =>
        _fleet.Find(deviceId)!.State().Bookings.Where(booking => booking.Number == address);

    private static string? Differ(string what, IEnumerable<DateTimeOffset> found, DateTimeOffset[] expected)
    {
        var times = found.Order().ToList();
        return times.SequenceEqual(expected) ? null : $"{what} [{List(times)}] instead of [{List(expected)}]";
    }

    private static string List(IEnumerable<DateTimeOffset> times) =>
        string.Join(", ", times.Select(moment => moment.ToString("u", CultureInfo.InvariantCulture)));
}
