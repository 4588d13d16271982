using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox;

/// <summary>The small world that a newcomer finds: two people, two rooms, two cloud devices and a panel that Webex does not know.</summary>
public static class SandboxWorld
{
    public static readonly WorldPerson Anna = new("anna@contoso.example", "Anna Ivanova", "en-US", "GMT Standard Time");
    public static readonly WorldPerson Boris = new("boris@contoso.example", "Boris Petrov", "bg-BG", "FLE Standard Time");

    /// <summary>Its mailbox keeps title and text of invitations, as the README advises.</summary>
    public static readonly WorldRoom Rila = new("rila@contoso.example", "Rila", 10, KeepsText: true, "Rila Room Bar");

    /// <summary>Its mailbox has Exchange's defaults, which remove title and text of invitations.</summary>
    public static readonly WorldRoom Pirin = new("pirin@contoso.example", "Pirin", 4, KeepsText: false, "Pirin Board");

    /// <summary>Name of the third device. It stands in Rila and subscribes to the product's gateway.</summary>
    public const string RilaPanel = "Rila Panel";

    public static IReadOnlyList<WorldPerson> People => [Anna, Boris];

    public static IReadOnlyList<WorldRoom> Rooms => [Rila, Pirin];

    /// <summary>Webex's id of a room's device, the same at each start.</summary>
    public static string DeviceId(WorldRoom room) => WebexIds.For("DEVICE", room.Device);

    /// <summary>Puts this world into a host with both servers.</summary>
    public static void Seed(IServiceProvider services)
    {
        SeedGraph(services.GetRequiredService<GraphWorld>());
        SeedWebex(services);
    }

    /// <summary>Puts the mailboxes of people and rooms into the Graph server.</summary>
    public static void SeedGraph(GraphWorld world)
    {
        foreach (var person in People)
            world.AddMailbox(new MailboxSeed { Address = person.Address, DisplayName = person.Name, Locale = person.Locale, TimeZone = person.TimeZone });
        foreach (var room in Rooms)
        {
            world.AddMailbox(new MailboxSeed
            {
                Address = room.Address,
                DisplayName = room.Name,
                TimeZone = Boris.TimeZone,
                Room = new RoomSettings { Capacity = room.Capacity, Policy = new RoomPolicy { DeleteSubject = !room.KeepsText, AddOrganizerToSubject = !room.KeepsText, DeleteComments = !room.KeepsText } },
            });
        }
    }

    /// <summary>Puts people, workspaces and devices into the Webex server.</summary>
    public static void SeedWebex(IServiceProvider services)
    {
        var directory = services.GetRequiredService<WebexDirectory>();
        foreach (var person in People) directory.Add(person.Address, person.Name, TimeZoneConverter.TZConvert.WindowsToIana(person.TimeZone));
        var workspaces = services.GetRequiredService<WebexWorkspaces>();
        var fleet = services.GetRequiredService<DeviceFleet>();
        foreach (var room in Rooms)
        {
            var workspace = workspaces.Seed(room.Name, room.Address);
            fleet.Add(DeviceId(room), room.Device, workspace.Id, workspace.DisplayName);
        }
    }
}
