using HybridCalendar.Clients;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Keywords;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>Gets the join details that a keyword's action asks for.</summary>
public sealed class JoinDetailsSource(IWebexMeetings webex)
{
    public async Task<JoinDetailsResult> GetAsync(SeriesState state, CancellationToken cancellationToken)
    {
        var seen = state.Sighting!;
        return state.Progress.Action switch
        {
            KeywordAction.PersonalRoom => await GetPersonalRoomAsync(seen, cancellationToken),
            KeywordAction.Space => new JoinDetailsResult(
                (await webex.CreateSpaceAsync(seen.Subject, [seen.Organizer, .. seen.Invitees], SeriesDigest.Tag(seen.ICalUId), cancellationToken)).Details),
            KeywordAction.OneTimeMeeting => new JoinDetailsResult(await webex.CreateMeetingAsync(Request(seen), cancellationToken)),
            _ => new JoinDetailsResult(null, "No connector books conferences through TMS for this organization."),
        };
    }

    /// <returns>Null when there is nothing that has to follow the invitation.</returns>
    public async Task<MeetingJoinDetails?> UpdateAsync(SeriesState state, CancellationToken cancellationToken)
    {
        if (state.Details?.MeetingId is not { } id)
            return null;
        var request = Request(state.Sighting!);
        return await webex.UpdateMeetingAsync(id, request, cancellationToken) ?? await webex.CreateMeetingAsync(request, cancellationToken);
    }

    private async Task<JoinDetailsResult> GetPersonalRoomAsync(MeetingSighting seen, CancellationToken cancellationToken)
    {
        if (seen.PersonalRoomLink is { } link && PersonalRoomLink.Read(link) is { } set)
            return new JoinDetailsResult(set);
        return await webex.GetPersonalRoomAsync(seen.Organizer, seen.Site, cancellationToken) is { } found
            ? new JoinDetailsResult(found)
            : new JoinDetailsResult(null,
                "Webex knows no personal room of the scheduler. Set preferredSite for the user, or give his personalRoomLink.");
    }

    private static OneTimeMeetingRequest Request(MeetingSighting seen) => new()
    {
        Title = seen.Subject,
        // Webex takes no start in the past: a series that runs already is made from its next occurrence on.
        Start = Instant.FromDateTimeOffset(seen.NextStart ?? seen.Start),
        End = Instant.FromDateTimeOffset((seen.NextStart ?? seen.Start) + (seen.End - seen.Start)),
        TimeZone = seen.TimeZone,
        HostEmail = seen.Organizer,
        SiteUrl = seen.Site,
        Recurrence = seen.Recurrence,
        IntegrationTag = SeriesDigest.Tag(seen.ICalUId),
    };
}
