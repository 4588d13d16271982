namespace HybridCalendar.Bench.Pages;

/// <summary>How large the organization is, and how often each page is asked for.</summary>
/// <param name="Rooms">Rooms in the lists.</param>
/// <param name="Users">Users, who come by an import.</param>
/// <param name="Meetings">Meetings ahead, spread over rooms and organizers.</param>
/// <param name="Calls">Calls of each page and each list.</param>
/// <param name="Seed">Chooses what is asked for.</param>
internal sealed record PagesPlan(int Rooms, int Users, int Meetings, int Calls, int Seed)
{
    public static string UserMail(int number) => $"person{number:000000}@bench.example";

    public static string RoomMail(int number) => $"room{number:00000}@bench.example";

    public static string MeetingId(int number) => $"040000008200E00074C5B7101A82E008{number:X16}";
}
