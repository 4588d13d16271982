using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>A meeting without some of its rooms.</summary>
internal static class FewerRooms
{
    public static ConferenceRequest Without(this ConferenceRequest request, IReadOnlyCollection<long> rooms) => request with
    {
        Rooms = [.. request.Rooms.Except(rooms)],
        Exceptions = [.. request.Exceptions.Select(exception => exception.Rooms is { } own ? exception with { Rooms = [.. own.Except(rooms)] } : exception)],
    };
}
