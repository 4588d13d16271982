using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>The rooms of a meeting and of its occurrences.</summary>
internal static class InvitedRooms
{
    public static IReadOnlyList<long> Of(ConferenceRequest request) =>
        [.. request.Rooms.Concat(request.Exceptions.SelectMany(exception => exception.Rooms ?? [])).Distinct().Order()];

    public static ConferenceRequest Without(this ConferenceRequest request, IReadOnlyCollection<long> rooms) => request with
    {
        Rooms = [.. request.Rooms.Except(rooms)],
        Exceptions = [.. request.Exceptions.Select(exception => exception.Rooms is { } own ? exception with { Rooms = [.. own.Except(rooms)] } : exception)],
    };
}
