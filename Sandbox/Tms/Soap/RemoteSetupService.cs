using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Booking;
using HybridCalendar.Sandbox.Tms.Systems;
using TimeZoneConverter;

namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>The operations of the remote setup service.</summary>
internal sealed class RemoteSetupService(TmsWorld world)
{
    private static readonly XNamespace s_ns = TmsNames.RemoteSetup;

    public object Call(TmsRequest request) => request.Name switch
    {
        "GetSystems" => world.Systems.All.Select(Write).ToList(),
        // Those that the caller may book.
        "GetSystemsForUser" => world.Systems.All.Where(system => system.AllowBookings).Select(Write).ToList(),
        "GetSystemById" => Write(world.Systems.Require(request.Arguments.Number("TMSSystemId"))),
        "GetUsers" => world.Users.All.Select(Write).ToList(),
        "GetConferenceLanguages" => new[] { ("English", "en-US"), ("Bulgarian", "bg-BG") }
            .Select(language => new XElement(s_ns + "Language", Text("Name", language.Item1), Text("CultureInfo", language.Item2))).ToList(),
        "IsAlive" => true,
        "IsTMSServiceUser" or "IsTMSBookOnBehalfUser" or "IsTMSSiteAdmin" => request.Caller.BooksOnBehalf,
        "IsBookOnBehalfOfUser" => world.Users.Find(request.Arguments.Text("User"))?.BooksOnBehalf ?? false,
        "SetPrimarySystem" => world.Systems.All.Any(system => system.Id.ToString(CultureInfo.InvariantCulture) == request.Arguments.Text("primSys")),
        _ => false,
    };

    private XElement Write(TmsSystem system) => new(s_ns + "TMSSystem",
        Text("SystemId", system.Id.ToString(CultureInfo.InvariantCulture)), Text("SystemName", system.Name), Text("Manufacturer", "Cisco"),
        Text("SystemType", "Cisco Room Kit"), Text("NetworkAddress", system.Device?.Host ?? ""), Text("WebInterfaceURL", system.Device?.ToString() ?? ""),
        Text("SIPUri", system.SipUri), Text("TimeZone", TZConvert.IanaToWindows(world.Options.TimeZone)),
        new XElement(s_ns + "SystemCategory", Text("systemCategory", "Endpoint")), new XElement(s_ns + "SystemStatus", Text("systemStatus", "Idle")));

    private XElement Write(TmsUser user)
    {
        var names = user.DisplayName.Split(' ', 2);
        var offset = TimeZoneInfo.FindSystemTimeZoneById(user.TimeZone).GetUtcOffset(world.Time.GetUtcNow());
        return new XElement(s_ns + "User", Text("DisplayName", user.DisplayName), Text("EmailAddress", user.Email), Text("FirstName", names[0]),
            Text("LastName", names.Length > 1 ? names[1] : ""), Text("UserName", user.UserName), Text("IsHiddenUser", "false"),
            new XElement(s_ns + "TimeZone", Text("TimezoneName", user.TimeZone), Text("GMTOffset", offset.TotalMinutes.ToString(CultureInfo.InvariantCulture))));
    }

    private static XElement Text(string name, string value) => new(s_ns + name, value);
}
