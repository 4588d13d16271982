using System.Security.Cryptography;
using System.Text.Json;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using NodaTime;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Tells TMS's part of the service of a meeting as a room's copy shows it. Pure.</summary>
internal static class RoomSightings
{
    /// <param name="shown">The meeting; each occurrence of a series is one of its own.</param>
    /// <param name="room">The room's mail address, as TMS's system is known by.</param>
    /// <param name="rules">The rules by which links are found.</param>
    /// <param name="now">The present.</param>
    public static MeetingSighting Of(ShownMeeting shown, string room, JoinRuleSet rules, DateTimeOffset now)
    {
        var single = shown.Event with { Recurrence = null, ExceptionOccurrences = [], CancelledOccurrences = [] };
        var reading = new MeetingReading(rules, [], [room], Instant.FromDateTimeOffset(now));
        // Whoever reads a room's copy neither asks for join details nor writes into the invitation.
        return MeetingReader.Read(single, reading).Meeting with
        {
            ICalUId = MeetingUId.OfRoom(shown.UId, room),
            Organizer = shown.Organizer.Length > 0 ? shown.Organizer : room,
            Rooms = [room],
            Declined = [],
            Invitees = [],
            Keyword = null,
            Modifier = KeywordModifier.None,
            HasJoinBlock = false,
            Fingerprint = null,
            Found = FoundTarget.From(shown.Target),
            IsOfRoom = true,
        };
    }

    /// <summary>Another one means that the series has to be told again. Once a day it is: then what TMS refused is asked again.</summary>
    /// <param name="sighting">What it is told.</param>
    /// <param name="system">The room's TMS system.</param>
    /// <param name="now">The present.</param>
    public static string Digest(MeetingSighting sighting, long system, DateTimeOffset now) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((object[])[sighting with { NextStart = null }, system, DateOnly.FromDateTime(now.UtcDateTime)])).AsSpan(0, 16));
}
