using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Rooms;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Puts the page of a room together.</summary>
internal sealed class RoomPageReader(IGrainFactory grains, RoomReports reports, EntityTags tags, IOptions<OrganizationOptions> organization)
{
    public IRoomMailboxGrain Room(string mail) => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));

    public async Task<RoomPageView> ReadAsync(string mail)
    {
        var report = await reports.ReadAsync(mail);
        var settings = await grains.GetGrain<IOrganizationGrain>(GrainKeys.Organization(organization.Value.Id)).GetSettings();
        return new RoomPageView(report, settings, tags.Of(report.Settings));
    }
}
