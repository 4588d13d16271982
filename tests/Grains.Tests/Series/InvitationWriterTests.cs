using HybridCalendar.Clients;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Series;

public sealed class InvitationWriterTests
{
    private readonly IOffice365Calendar _calendar = Substitute.For<IOffice365Calendar>();

    private static readonly SeriesState s_state = new()
    {
        Sighting = new MeetingSighting { ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "occurrence" },
        Progress = SeriesProgress.None with { Action = KeywordAction.PersonalRoom, HasDetails = true },
        Details = new MeetingJoinDetails { SipAddress = "anna@contoso.webex.com" },
    };

    [Theory]
    [InlineData(EventType.Exception, 1)]
    [InlineData(EventType.SingleInstance, 1)]
    [InlineData(EventType.SeriesMaster, 1)]
    [InlineData(EventType.Occurrence, 0)]
    public async Task An_occurrence_that_became_like_its_series_while_its_block_waited_to_be_written_gets_no_text_of_its_own(EventType type, int writes)
    {
        _calendar.GetEventAsync(default!, default!, default).ReturnsForAnyArgs(new CalendarEvent { Id = "occurrence", Type = type });
        _calendar.UpdateInvitationAsync(default!, default!, default, default!, default).ReturnsForAnyArgs(new UpdateOutcome(UpdateStatus.Updated));

        await Writer().WriteBlockAsync(s_state, CancellationToken.None);

        await _calendar.ReceivedWithAnyArgs(writes).UpdateInvitationAsync(default!, default!, default, default!, default);
    }

    private InvitationWriter Writer()
    {
        var organization = Substitute.For<IOrganizationGrain>();
        organization.GetSettings().Returns(new OrganizationSettings());
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IOrganizationGrain>("").ReturnsForAnyArgs(organization);
        return new InvitationWriter(_calendar, grains, Options.Create(new OrganizationOptions()));
    }
}
