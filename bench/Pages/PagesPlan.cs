namespace HybridCalendar.Bench.Pages;

/// <summary>How large the organization is, and how often each page is asked for.</summary>
/// <param name="Rooms">Rooms in the lists.</param>
/// <param name="Users">Users, who come by an import.</param>
/// <param name="Meetings">Meetings ahead, spread over rooms and organizers; 3 of 10 are series of years.</param>
/// <param name="TmsRooms">Rooms with a TMS system.</param>
/// <param name="Calls">Calls of each page and each list.</param>
/// <param name="Seed">Chooses what is asked for.</param>
/// <param name="Postgres">Whether the lists are in PostgreSQL; else in SQLite.</param>
internal sealed record PagesPlan(int Rooms, int Users, int Meetings, int TmsRooms, int Calls, int Seed, bool Postgres)
{
    public static string UserMail(int number) => $"person{number:000000}@bench.example";

    public static string RoomMail(int number) => $"room{number:00000}@bench.example";

    public static string PanelId(int number) => $"panel{number:00000}";

    public static string MeetingId(int number) => $"040000008200E00074C5B7101A82E008{number:X16}";
}
