using HybridCalendar.Clients;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using PhoneNumber = HybridCalendar.Domain.Invitations.PhoneNumber;

namespace HybridCalendar.Grains.Series;

/// <summary>Writes the join block into an invitation, and takes it out. Everything else in it stays as the organizer wrote it.</summary>
public sealed class InvitationWriter(IOffice365Calendar calendar, MailboxServices services, IGrainFactory grains)
{
    /// <summary>Each try reads the event again; somebody who edits faster than that is waited for.</summary>
    private const int MaxConflicts = 4;

    public async Task WriteBlockAsync(SeriesState state, CancellationToken cancellationToken)
    {
        var organization = await grains.GetGrain<IOrganizationGrain>(services.OrganizationKey).GetSettings();
        var seen = state.Sighting!;
        var texts = organization.BlockTexts.GetValueOrDefault(seen.Language);
        var block = Details(state.Details!);
        await UpdateAsync(
            seen,
            body => JoinBlock.Apply(body, block, JoinBlockTexts.Choose(seen.Language), texts?.Header, texts?.Footer),
            SeriesDigest.Tag(seen.ICalUId),
            cancellationToken);
    }

    public Task EraseBlockAsync(SeriesState state, CancellationToken cancellationToken) =>
        UpdateAsync(state.Sighting!, JoinBlock.Remove, "", cancellationToken);

    private async Task UpdateAsync(MeetingSighting seen, Func<EventBody, EventBody> change, string marker, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxConflicts; attempt++)
        {
            var current = await calendar.GetEventAsync(seen.Organizer, seen.EventId, cancellationToken);
            if (current is null)
                return;
            var body = change(current.Body);
            if (body == current.Body && (current.Marker ?? "") == marker)
                return;
            var update = new InvitationUpdate(body == current.Body ? null : body, Marker: marker);
            var outcome = await calendar.UpdateInvitationAsync(seen.Organizer, seen.EventId, current.ETag, update, cancellationToken);
            if (outcome.Status != UpdateStatus.Conflict)
                return;
        }
        throw new GraphException(GraphError.Transient, $"The invitation changed {MaxConflicts} times while it was being updated.");
    }

    private static JoinDetails Details(MeetingJoinDetails details) => new()
    {
        Platform = MeetingPlatform.Webex,
        JoinLink = details.JoinLink ?? "",
        VideoAddress = details.SipAddress ?? "",
        MeetingNumber = details.MeetingNumber ?? "",
        Password = details.Password ?? "",
        NumericPassword = details.VideoPassword ?? "",
        PhoneNumbers = [.. details.Phones.Select(phone => new PhoneNumber(phone.Number, phone.Label))],
    };
}
