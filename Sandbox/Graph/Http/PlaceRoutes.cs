using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Rooms and room lists; the rooms of a building form its list.</summary>
internal sealed class PlaceRoutes(MailboxDirectory directory)
{
    private const int PageSize = 100;
    private static readonly string[] MayRead = ["Place.Read.All", "Place.ReadWrite.All"];

    public void AddTo(GraphRouter router)
    {
        router.Add("GET", "places/room", MayRead, RoomsAsync);
        router.Add("GET", "places/roomlist", MayRead, ListsAsync);
        router.Add("GET", "places/*", MayRead, GetAsync);
        router.Add("GET", "places/*/roomlist/rooms", MayRead, RoomsOfListAsync);
    }

    private IEnumerable<Mailbox> Rooms => directory.All.Where(m => m.Room is not null);

    private Task RoomsAsync(GraphCall call) => Paging.WriteAsync(call, "places/microsoft.graph.room", [.. Rooms], (json, room) => Write(json, room), PageSize);

    private Task GetAsync(GraphCall call)
    {
        var room = directory.Find(call.Args[0]);
        if (room?.Room is null)
            throw new GraphException(404, "ResourceNotFound", "The place was not found.");
        return call.WriteAsync(200, json => Write(json, room));
    }

    private Task ListsAsync(GraphCall call) =>
        Paging.WriteAsync(call, "places/microsoft.graph.roomList", [.. Rooms.GroupBy(Address)], (json, rooms) =>
        {
            json.WriteStartObject();
            json.WriteString("id", new ItemId(rooms.First().Id, 0, null).ToString());
            json.WriteString("emailAddress", rooms.Key);
            json.WriteString("displayName", rooms.First().Room!.Building);
            json.WriteEndObject();
        }, PageSize);

    private Task RoomsOfListAsync(GraphCall call)
    {
        var rooms = Rooms.Where(r => string.Equals(Address(r), call.Args[0], StringComparison.OrdinalIgnoreCase)).ToList();
        if (rooms.Count == 0)
            throw new GraphException(404, "ResourceNotFound", "The room list was not found.");
        return Paging.WriteAsync(call, "places/microsoft.graph.room", rooms, (json, room) => Write(json, room), PageSize);
    }

    private static string Address(Mailbox room) =>
        string.Concat(room.Room!.Building.ToLowerInvariant().Where(char.IsLetterOrDigit)) + ".rooms" + room.Address[room.Address.LastIndexOf('@')..];

    private static void Write(Utf8JsonWriter json, Mailbox mailbox)
    {
        var room = mailbox.Room!;
        json.WriteStartObject();
        json.WriteString("@odata.type", "#microsoft.graph.room");
        json.WriteString("id", mailbox.Id.ToString());
        json.WriteString("placeId", mailbox.Id.ToString());
        json.WriteString("emailAddress", mailbox.Address);
        json.WriteString("displayName", mailbox.DisplayName);
        json.WriteString("nickname", mailbox.DisplayName);
        json.WriteString("building", room.Building);
        json.WriteNumber("floorNumber", room.FloorNumber);
        json.WriteNull("floorLabel");
        json.WriteNumber("capacity", room.Capacity);
        json.WriteString("bookingType", "standard");
        json.WriteBoolean("isWheelChairAccessible", false);
        json.WriteStartArray("tags");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
