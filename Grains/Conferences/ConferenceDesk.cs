using System.Text.Json;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Grains.Conferences;

/// <summary>Between series and connectors: requests are sealed here before they leave, and answers opened.</summary>
internal sealed class ConferenceDesk(
    TmsRooms rooms, TmsOwners owners, ConnectorList connectors, RequestCipher cipher, OrganizationKeys keys, IGrainFactory grains, IOptions<OrganizationOptions> organization)
{
    private IConnectorPoolGrain Pool => grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool(organization.Value.Id));

    /// <summary>The TMS systems that stand in some rooms, by the rooms' mail addresses.</summary>
    public Task<IReadOnlyDictionary<string, long>> FindSystemsAsync(IReadOnlyCollection<string> mailboxes) => rooms.FindSystemsAsync(mailboxes);

    /// <summary>Hands a request over. To do it again is harmless.</summary>
    /// <param name="request">The request on its way.</param>
    /// <param name="asker">Grain id of the series, as text.</param>
    /// <returns>False when there is no connector that could ever take it.</returns>
    public async Task<bool> AskAsync(ConferenceProgress request, string asker)
    {
        if ((await connectors.ReadAsync()).Count == 0)
            return false;
        // It may have been sealed with a key that another host has revoked.
        if (request.Attempts > 0)
            await keys.RefreshAsync();
        await Pool.Ask(request.RequestId!, cipher.Seal(request.RequestId!, request.Request!), asker);
        return true;
    }

    /// <summary>The answer, or why it cannot be read.</summary>
    public async Task<(ConferenceAnswer? Answer, string? Problem)> OpenAsync(string requestId, SealedText answer)
    {
        try
        {
            var read = ConferenceJson.ReadAnswer(await cipher.OpenAsync(requestId, answer));
            return read.RequestId == requestId ? (read, null) : (null, "The connector's answer is one to another request.");
        }
        catch (LinkCipherException unreadable)
        {
            return (null, unreadable.Message);
        }
        catch (JsonException)
        {
            return (null, "The connector's answer cannot be read.");
        }
    }

    /// <summary>
    /// Notes what an answer tells of the organizer: a conference that TMS does not book may wait for just that to be mended. That nothing
    /// differs is known of one that is booked only: else TMS may not have been asked.
    /// </summary>
    public Task NoteOwnerAsync(string organizer, ConferenceAnswer answer) => !answer.IsOwnerZoneUnknown && (answer.Outcome == ConferenceOutcome.Booked || answer.OwnerZone is not null)
        ? owners.PutAsync(organizer, answer.OwnerZone)
        : Task.CompletedTask;

    public Task AcknowledgeAsync(string requestId) => Pool.Acknowledge(requestId);
}
