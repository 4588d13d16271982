using System.Globalization;
using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Meetings as the API returns them.</summary>
internal static class MeetingShape
{
    public static object OfSeries(WebexMeeting m, DateTimeZone zone, Instant now, WebexCaller caller) =>
        Of(m, null, zone, m.HasEnded(now) ? "expired" : "active", caller);

    public static object OfOccurrence(WebexMeeting m, WebexOccurrence o, DateTimeZone zone, Instant now, WebexCaller caller) =>
        Of(m, o, zone, o.End <= now ? "ended" : "scheduled", caller);

    private static object Of(WebexMeeting m, WebexOccurrence? o, DateTimeZone zone, string state, WebexCaller caller)
    {
        var id = o?.IdIn(m) ?? m.Id;
        return new
        {
            id,
            meetingSeriesId = o is null ? null : m.Id,
            meetingNumber = m.Number,
            title = o?.Title ?? m.Title,
            agenda = o is null ? m.Agenda : o.Agenda,
            password = m.Password,
            phoneAndVideoSystemPassword = m.PhonePassword,
            meetingType = o is null ? "meetingSeries" : "scheduledMeeting",
            state,
            isModified = o is null ? (bool?)null : o.IsModified,
            timezone = m.Zone.Id,
            start = Time(o?.Start ?? m.Start, zone),
            end = Time(o?.End ?? m.End, zone),
            recurrence = o is null ? m.Recurrence : null,
            hostUserId = m.Host.Id,
            hostDisplayName = m.Host.DisplayName,
            hostEmail = m.Host.Email,
            hostKey = m.HostKey,
            siteUrl = m.Site,
            webLink = m.WebLink,
            sipAddress = m.SipAddress,
            dialInIpAddress = "198.51.100.10",
            roomId = m.RoomId,
            adhoc = m.IsAdhoc ? true : (bool?)null,
            scheduledType = m.ScheduledType,
            enabledJoinBeforeHost = false,
            joinBeforeHostMinutes = 0,
            excludePassword = false,
            publicMeeting = false,
            reminderTime = 15,
            unlockedMeetingJoinSecurity = "allowJoinWithLobby",
            sessionTypeId = 3,
            integrationTags = m.CreatorId == caller.Person.Id && !m.IntegrationTags.IsEmpty ? m.IntegrationTags : (IReadOnlyList<string>?)null,
            telephony = WebexTelephony.For(m.Number, $"/v1/meetings/{id}/globalCallinNumbers"),
        };
    }

    private static string Time(Instant time, DateTimeZone zone) => zone == DateTimeZone.Utc || zone.Id == "UTC"
        ? time.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : time.InZone(zone).ToOffsetDateTime().ToString("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>", CultureInfo.InvariantCulture);
}
