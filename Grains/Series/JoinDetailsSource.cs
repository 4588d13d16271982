using HybridCalendar.Clients;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Keywords;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>Gets the join details that a keyword's action asks for.</summary>
public sealed class JoinDetailsSource(IWebexMeetings webex, TimeProvider time)
{
    public async Task<JoinDetailsResult> GetAsync(SeriesState state, CancellationToken cancellationToken)
    {
        var seen = state.Sighting!;
        return state.Progress.Action switch
        {
            KeywordAction.PersonalRoom => await GetPersonalRoomAsync(seen, cancellationToken),
            KeywordAction.Space => new JoinDetailsResult(await webex.CreateSpaceAsync(seen.Subject, SeriesDigest.Tag(seen.ICalUId), cancellationToken)),
            KeywordAction.OneTimeMeeting => new JoinDetailsResult(await webex.CreateMeetingAsync(Request(state), cancellationToken)),
            _ => new JoinDetailsResult(null, "No connector books conferences through TMS for this organization."),
        };
    }

    /// <returns>Null when there is nothing that has to follow the invitation.</returns>
    public async Task<MeetingJoinDetails?> UpdateAsync(SeriesState state, CancellationToken cancellationToken)
    {
        // Webex changes nothing that is over; when it is moved into the future another one is made.
        var now = time.GetUtcNow();
        var isOver = state.Sighting!.LastEnd <= now || (state.Made?.IsOver(now) is true && SightingTimes.StartForWebex(state.Sighting, now) <= now);
        if (state.Details?.MeetingId is not { } id || isOver)
            return null;
        var request = Request(state);
        // Of a series that has nothing to come but what was moved beyond its end Webex knows all but the title.
        var change = SightingTimes.Left(state.Sighting, now) is null ? request : request with { Start = Instant.FromDateTimeOffset(state.Sighting.Start) };
        return await webex.UpdateMeetingAsync(id, change, cancellationToken) ?? await webex.CreateMeetingAsync(request, cancellationToken);
    }

    private async Task<JoinDetailsResult> GetPersonalRoomAsync(MeetingSighting seen, CancellationToken cancellationToken)
    {
        if (seen.PersonalRoomLink is { } link && PersonalRoomLink.Read(link) is { } set)
            return new JoinDetailsResult(set);
        return await webex.GetPersonalRoomAsync(seen.Organizer, seen.Site, seen.DefaultSite, cancellationToken) is { } found
            ? new JoinDetailsResult(found)
            : new JoinDetailsResult(null,
                "Webex knows no personal room of the scheduler. Set the user's preferred site, or the link of his personal room.");
    }

    private OneTimeMeetingRequest Request(SeriesState state)
    {
        var seen = state.Sighting!;
        var now = time.GetUtcNow();
        var (start, left) = (Instant.FromDateTimeOffset(SightingTimes.StartForWebex(seen, now)), SightingTimes.Left(seen, now));
        return new OneTimeMeetingRequest
        {
            Title = seen.Subject,
            Start = start,
            End = start + Duration.FromTimeSpan(left is null ? seen.End - seen.Start : left.End - left.Start),
            LastEnd = SightingTimes.EndForWebex(seen) is { } end ? Instant.FromDateTimeOffset(end) : null,
            AskedFrom = state.Asked is { First: var first } ? Instant.FromDateTimeOffset(first) : null,
            AskedTo = state.Asked is { Last: var last } ? Instant.FromDateTimeOffset(last) : null,
            TimeZone = seen.TimeZone,
            HostEmail = seen.Organizer,
            SiteUrl = seen.Site,
            DefaultSiteUrl = seen.DefaultSite,
            Recurrence = left is null ? seen.Recurrence : null,
            IntegrationTag = SeriesDigest.Tag(seen.ICalUId),
        };
    }
}
