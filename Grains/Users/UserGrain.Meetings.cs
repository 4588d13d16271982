using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Users;

internal sealed partial class UserGrain
{
    private async Task<CalendarEvent?> ReadAsync(string eventId) => State.Meetings.TryGetValue(eventId, out var known) && known.IsSeries
        ? await ReadSeriesAsync(eventId)
        : await CompleteSeriesAsync(await Services.Calendar.GetEventAsync(Mail, eventId));

    private async Task ProcessAsync(string eventId, CalendarEvent? seen, bool isDailyPass = false)
    {
        _pass?.ReadSince.UnionWith(seen is null ? [eventId] : [eventId, seen.Id]);
        if (seen is null || seen.IsCancelled)
            await ForgetAsync(eventId);
        else if (seen is { IsOrganizer: true, ICalUId: not null })
            await HandOverAsync(seen, isDailyPass);
    }

    /// <summary>A meeting that was moved to another calendar and back is there under another id: then it is not gone.</summary>
    private async Task ForgetAsync(string eventId)
    {
        foreach (var (id, known) in State.Meetings.Where(known => known.Key == eventId || known.Value.MasterId == eventId).ToList())
        {
            if (!State.Meetings.Any(other => other.Key != id && other.Value.ICalUId == known.ICalUId))
                await Series(known.ICalUId).Removed();
            await WriteAsync(State with { Meetings = State.Meetings.Remove(id) });
        }
    }

    private async Task HandOverAsync(CalendarEvent seen, bool isDailyPass)
    {
        var rooms = await Services.Catalog.FindRoomsAsync(MeetingReader.InvitedPeople(seen));
        var reading = new MeetingReading(Services.JoinRules.Current, (await GetOrganizationAsync()).CustomTexts(), rooms, ToInstant(Now));
        var (meeting, occurrences) = MeetingReader.Read(seen with { Organizer = new Person(seen.Organizer?.Name ?? "", Mail) }, reading);
        var here = occurrences.Select(occurrence => occurrence.EventId).ToHashSet();
        var missing = State.Meetings.Where(known => known.Value.MasterId == seen.Id && !here.Contains(known.Key)).Select(known => known.Key);
        // One occurrence that fails must not hold up the others; the series fails for the first of them, and is tried again.
        await OneByOne.RunAsync(
        [
            () => HandOverAsync(meeting, masterId: null, isDailyPass),
            .. occurrences.Select(occurrence => (Func<Task>)(() => HandOverAsync(occurrence, masterId: seen.Id, isDailyPass))),
            .. missing.Select(id => (Func<Task>)(() => CheckGoneAsync(id))),
        ], IsOfMailbox);
    }

    /// <summary>Meetings that ask for nothing, offer nothing to dial, hold no block of ours and no room that TMS reserves wake no grain.</summary>
    private async Task HandOverAsync(MeetingSighting sighting, string? masterId, bool isDailyPass)
    {
        var isKnown = State.Meetings.TryGetValue(sighting.EventId, out var known);
        if (!isKnown && (sighting.LastEnd < Now || !(AsksOrOffers(sighting) || await IsInTmsRoomAsync(sighting))))
            return;
        var complete = await CompleteAsync(sighting, wasTakenUp: known is { Asks: true, TakeUpAt: null }, isDailyPass);
        var mayHold = known is null or { IsHeld: true } || await IsInTmsRoomAsync(sighting);
        var next = new KnownMeeting(
            sighting.ICalUId, sighting.LastEnd, complete.TakeUpAt, masterId, sighting.IsRecurring, sighting.Keyword is not null, IsHeld: mayHold);
        // Before the series is told: a crash between the two must not leave a meeting that nobody misses when it is deleted.
        await RememberAsync(sighting.EventId, next);
        await RememberAsync(sighting.EventId, next with { IsHeld = await Series(sighting.ICalUId).Saw(complete) });
    }

    private Task RememberAsync(string eventId, KnownMeeting meeting) => State.Meetings.GetValueOrDefault(eventId) == meeting
        ? Task.CompletedTask
        : WriteAsync(State with { Meetings = State.Meetings.SetItem(eventId, meeting) });

    private async Task<bool> IsInTmsRoomAsync(MeetingSighting sighting) =>
        !sighting.IsOfSeries && !sighting.Rooms.IsEmpty && (await tmsRooms.FindSystemsAsync([.. sighting.Rooms])).Count > 0;

    private static bool AsksOrOffers(MeetingSighting sighting) => sighting.Keyword is not null
        || (sighting.Found is not null && !sighting.Rooms.IsEmpty)
        || sighting.HasJoinBlock
        || sighting.Exceptions.Any(exception => exception is { HasJoinBlock: true, IsOwn: false });

    /// <param name="sighting">What the event says.</param>
    /// <param name="wasTakenUp">Whether its keyword was processed before: then it goes on being looked after, however far it is moved.</param>
    /// <param name="isDailyPass">The daily pass takes up what is a little further away.</param>
    private async Task<MeetingSighting> CompleteAsync(MeetingSighting sighting, bool wasTakenUp, bool isDailyPass)
    {
        var organization = await GetOrganizationAsync();
        if (sighting.Keyword is not null || !sighting.Rooms.IsEmpty)
            await ReadMailboxSettingsAsync();
        return sighting with
        {
            TakeUpAt = sighting.Keyword is null || wasTakenUp
                ? null
                : HorizonOf(organization).TakeUpAt(ToInstant(NextOf(sighting)), ToInstant(Now), isDailyPass)?.ToDateTimeOffset(),
            MailboxZone = State.Mailbox?.TimeZone ?? "",
            Site = State.Settings.PreferredSite,
            DefaultSite = organization.DefaultSite,
            PersonalRoomLink = State.Settings.PersonalRoomLink,
            Language = JoinBlockTexts.Choose(
                State.Settings.Language ?? State.Mailbox?.Locale, organization.DefaultLanguage, organization.ForcedLanguage).Language,
        };
    }

    private DateTimeOffset NextOf(MeetingSighting sighting) => SightingTimes.Next(sighting, Now) ?? sighting.Start;

    private async Task ReadMailboxSettingsAsync()
    {
        var life = State.Findings.Any(finding => finding.Code == HealthCode.SettingsDenied) ? s_refusedSettingsLife : s_mailboxSettingsLife;
        if (State.MailboxReadAt is { } readAt && Now - readAt < life)
            return;
        await OfMailboxAsync(async () =>
        {
            var settings = await TryGetMailboxSettingsAsync();
            await WriteAsync(State with { Mailbox = settings ?? State.Mailbox, MailboxReadAt = Now });
            await NoteAsync(
                code => code == HealthCode.SettingsDenied,
                settings is null ? [GraphRefusals.SettingsDenied(Mail, Services.ClientId)] : []);
        });
    }

    /// <summary>Only a language and a zone stand there, and the organization has a language: no meeting waits for the role that reads it.</summary>
    private async Task<MailboxSettings?> TryGetMailboxSettingsAsync()
    {
        try
        {
            return await Services.Calendar.GetMailboxSettingsAsync(Mail);
        }
        catch (GraphException refusal) when (refusal.Error == GraphError.AccessDenied)
        {
            LogSettingsDenied(Services.Log, refusal.Code, refusal.RequestId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Graph denies the settings of a mailbox ({Code}), request {RequestId}")]
    private static partial void LogSettingsDenied(ILogger logger, string? code, string? requestId);
}
