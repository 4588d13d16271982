using HybridCalendar.Domain.Keywords;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Meetings;

/// <summary>Finds meetings in the order in which they take place next, for the API and the pages alike.</summary>
internal sealed class MeetingFinder(MeetingList meetings, IGrainFactory grains, IOptions<OrganizationOptions> organization, TimeProvider time)
{
    /// <param name="organizer">Only this organizer's, mail address, or null.</param>
    /// <param name="room">Only those that this room is invited to, mail address, or null.</param>
    /// <param name="from">Those that take place then or later; null for now.</param>
    /// <param name="until">Those that take place before; null for no end.</param>
    /// <param name="onlyInTms">Only those that TMS holds, or is to hold.</param>
    /// <param name="after">Where the page before ended; null, or what is no such place, for the first page.</param>
    /// <param name="top">At most so many.</param>
    public async Task<MeetingPage> FindAsync(
        string? organizer, string? room, DateTimeOffset? from, DateTimeOffset? until, bool onlyInTms, string? after, int top)
    {
        var now = time.GetUtcNow();
        var search = new MeetingSearch((from ?? now).ToUnixTimeMilliseconds())
        {
            IsToCome = from > now,
            Until = until?.ToUnixTimeMilliseconds(),
            Organizer = Normalize(organizer),
            Room = Normalize(room),
            OnlyInTms = onlyInTms,
            MeetIsTms = onlyInTms && (await Organization.GetSettings()).MeetAction == KeywordAction.Tms,
        };
        return await meetings.ListAsync(search, after is null ? null : MeetingPlace.Read(after), top);
    }

    private IOrganizationGrain Organization => grains.GetGrain<IOrganizationGrain>(GrainKeys.Organization(organization.Value.Id));

    private static string? Normalize(string? mail) => mail is null ? null : GrainKeys.Normalize(mail);
}
