using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Tms.Push;
using HybridCalendar.Sandbox.Tms.Systems;

namespace HybridCalendar.Sandbox;

/// <summary>What the small world has on premises: TMS with a service account, the room Vitosha with a device that Webex does not know.</summary>
public static class SandboxPremises
{
    /// <summary>Account that books on behalf of everybody.</summary>
    public const string ServiceUser = @"CONTOSO\svc-calendar";

    /// <summary>Its password.</summary>
    public const string ServicePassword = "sandbox";

    /// <summary>Its mailbox has Exchange's defaults.</summary>
    public static readonly WorldPremisesRoom Vitosha = new("vitosha@contoso.example", "Vitosha", 12, 66, "Vitosha Room Kit", "vitosha-room-kit");

    /// <summary>Puts this into a host with Graph and TMS. The device's address is known when the host listens.</summary>
    public static void Seed(WebApplication app)
    {
        app.Services.GetRequiredService<GraphWorld>().AddMailbox(new MailboxSeed
        {
            Address = Vitosha.Address,
            DisplayName = Vitosha.Name,
            TimeZone = SandboxWorld.Boris.TimeZone,
            Room = new RoomSettings { Capacity = Vitosha.Capacity, Policy = new RoomPolicy() },
        });
        app.Services.GetRequiredService<DeviceFleet>().AddOnPremises(Vitosha.DeviceId, Vitosha.Device, Vitosha.Name);
        var world = app.Services.GetRequiredService<TmsWorld>();
        SeedUsers(world);
        app.Lifetime.ApplicationStarted.Register(() =>
            SeedSystem(world, new Uri(new Uri(app.Urls.First()), PremisesDeviceApi.PathOf(Vitosha.DeviceId))));
    }

    /// <summary>The service account and the people of the small world.</summary>
    public static void SeedUsers(TmsWorld world)
    {
        var account = ServiceUser.Split('\\');
        world.Users.Add(account[0], account[1], ServicePassword, "Calendar Service", "", SandboxWorld.Boris.TimeZone, booksOnBehalf: true);
        foreach (var person in SandboxWorld.People)
            world.Users.Add(account[0], person.Address.Split('@')[0], null, person.Name, person.Address, person.TimeZone);
    }

    /// <summary>Vitosha's system.</summary>
    /// <param name="world">TMS's.</param>
    /// <param name="device">Address of its device; null for one that takes no bookings.</param>
    public static void SeedSystem(TmsWorld world, Uri? device) =>
        world.Systems.Put(new TmsSystem(Vitosha.SystemId, Vitosha.Name, Vitosha.Address, "vitosha@rooms.contoso.example", device));
}
