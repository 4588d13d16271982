using HybridCalendar.Clients;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Options;
using PhoneNumber = HybridCalendar.Domain.Invitations.PhoneNumber;

namespace HybridCalendar.Grains.Series;

/// <summary>Writes the join block into an invitation, and takes it out. Everything else in it stays as the organizer wrote it.</summary>
public sealed class InvitationWriter(IOffice365Calendar calendar, IGrainFactory grains, IOptions<OrganizationOptions> options)
{
    /// <summary>Each try reads the event again; somebody who edits faster than that is waited for.</summary>
    private const int MaxConflicts = 4;

    /// <returns>What the block says.</returns>
    public async Task<WrittenBlock> WriteBlockAsync(SeriesState state, CancellationToken cancellationToken)
    {
        var seen = state.Sighting!;
        var organization = await GetOrganizationAsync();
        var apply = Writing(state, organization);
        var hasChanged = await UpdateAsync(seen.Organizer, seen.EventId, HasOwnText, apply, SeriesDigest.Tag(seen.ICalUId), cancellationToken);
        var custom = organization.BlockTexts.GetValueOrDefault(seen.Language);
        return new WrittenBlock(JoinBlock.Fingerprint(apply(EventBody.Empty)), custom?.Header, custom?.Footer, WasThere: !hasChanged);
    }

    /// <returns>Whether there was something to take out.</returns>
    public async Task<bool> EraseBlockAsync(SeriesState state, CancellationToken cancellationToken)
    {
        var seen = state.Sighting!;
        return await UpdateAsync(seen.Organizer, seen.EventId, HasOwnText, Erasing(state, await GetOrganizationAsync()), "", cancellationToken);
    }

    /// <summary>Gives an occurrence's own text the block of its series, or takes it out. One that is like its series again is left alone.</summary>
    public async Task MendOccurrenceAsync(SeriesState state, string eventId, CancellationToken cancellationToken)
    {
        var seen = state.Sighting!;
        var organization = await GetOrganizationAsync();
        var isWanted = state.Progress.Action is not null;
        await UpdateAsync(
            seen.Organizer, eventId, current => current.Type == EventType.Exception, isWanted ? Writing(state, organization) : Erasing(state, organization),
            isWanted ? SeriesDigest.Tag(seen.ICalUId) : "", cancellationToken);
    }

    /// <summary>An occurrence that is like its series again has lost what it asked for: a write would give it a text of its own.</summary>
    private static bool HasOwnText(CalendarEvent current) => current.Type != EventType.Occurrence;

    private Task<OrganizationSettings> GetOrganizationAsync() => grains.GetGrain<IOrganizationGrain>(GrainKeys.Organization(options.Value.Id)).GetSettings();

    private static Func<EventBody, EventBody> Writing(SeriesState state, OrganizationSettings organization)
    {
        var language = state.Sighting!.Language;
        var custom = organization.BlockTexts.GetValueOrDefault(language);
        var (details, texts) = (Details(state.Details!, SeriesAnswers.PlatformOf(state)), JoinBlockTexts.Choose(language));
        return body => JoinBlock.Apply(body, details, texts, custom?.Header, custom?.Footer, CustomTexts(state, organization));
    }

    private static Func<EventBody, EventBody> Erasing(SeriesState state, OrganizationSettings organization) =>
        body => JoinBlock.Remove(body, CustomTexts(state, organization));

    /// <summary>The organization's texts of today, and those that were written with this meeting's block.</summary>
    private static IEnumerable<string?> CustomTexts(SeriesState state, OrganizationSettings organization) =>
        [state.Written?.Header, state.Written?.Footer, .. organization.CustomTexts()];

    /// <returns>Whether the text had to be changed.</returns>
    private async Task<bool> UpdateAsync(
        string mailbox, string eventId, Func<CalendarEvent, bool> concerns, Func<EventBody, EventBody> change, string marker, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxConflicts; attempt++)
        {
            var current = await calendar.GetEventAsync(mailbox, eventId, cancellationToken);
            if (current is null || !concerns(current))
                return false;
            var body = change(current.Body);
            if (body == current.Body && (current.Marker ?? "") == marker)
                return false;
            var update = new InvitationUpdate(body == current.Body ? null : body, Marker: marker);
            var outcome = await calendar.UpdateInvitationAsync(mailbox, eventId, current.ETag, update, cancellationToken);
            if (outcome.Status != UpdateStatus.Conflict)
                return body != current.Body;
        }
        throw new GraphException(GraphError.Transient, $"The invitation changed {MaxConflicts} times while it was being updated.");
    }

    private static JoinDetails Details(MeetingJoinDetails details, MeetingPlatform platform) => new()
    {
        Platform = platform,
        JoinLink = details.JoinLink ?? "",
        VideoAddress = details.SipAddress ?? "",
        MeetingNumber = details.MeetingNumber ?? "",
        Password = details.Password ?? "",
        NumericPassword = details.VideoPassword ?? "",
        PhoneNumbers = [.. details.Phones.Select(phone => new PhoneNumber(phone.Number, phone.Label))],
    };
}
