using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>Takes the people invited into the Webex space of a meeting.</summary>
public sealed class SpaceMembers(IWebexMeetings webex, TimeProvider time)
{
    /// <summary>One call each: a turn must not take minutes.</summary>
    private const int ATurn = 25;

    /// <summary>A few people; how far it got is stored, and who is there already costs nothing.</summary>
    /// <returns>The state after them; null when nobody is left.</returns>
    public async Task<SeriesState?> AddNextAsync(SeriesState state, CancellationToken cancellationToken)
    {
        string[] people = [state.Sighting!.Organizer, .. state.Sighting.Invitees];
        var batch = people.Skip(state.MembersDone).Take(ATurn).ToList();
        if (batch.Count == 0 || state.Details?.SpaceId is not { } space)
            return null;
        try
        {
            var leftOut = await webex.AddMembersAsync(space, batch, cancellationToken);
            var next = state with { MembersDone = state.MembersDone + batch.Count };
            return leftOut == 0 ? next : next with
            {
                Timeline = next.Timeline.Add(time.GetUtcNow(), TimelineStep.Failed, $"Webex does not take {leftOut} of the people invited into the space."),
            };
        }
        catch (WebexException gone) when (gone.Error == WebexError.NotFound)
        {
            return state with
            {
                Details = null,
                MembersDone = 0,
                Progress = SeriesPlan.LostDetails(state.Progress),
                Timeline = state.Timeline.Add(time.GetUtcNow(), TimelineStep.Seen, "Somebody deleted the Webex space; there will be another."),
            };
        }
    }
}
