using HybridCalendar.Gateway.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace HybridCalendar.Gateway.Tests.Series;

public sealed class MeetingProcessorTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task An_administrator_who_has_a_meeting_processed_does_not_speak_for_Graph_and_a_room_that_fails_keeps_nobody()
    {
        var grains = Substitute.For<IGrainFactory>();
        var user = Substitute.For<IUserGrain>();
        grains.GetGrain<IUserGrain>(GrainKeys.User("anna@contoso.example")).Returns(user);
        grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("uid")).ProcessAgain().Returns(new MeetingCopy("anna@contoso.example", "event"));
        grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room("rila@contoso.example")).Reconcile().ThrowsAsync(new TimeoutException("The room is busy."));

        var processor = new MeetingProcessor(grains, gateway.App.Services.GetRequiredService<Catalog>());
        await Should.ThrowAsync<TimeoutException>(() => processor.ProcessAsync("uid", "rila@contoso.example"));

        await user.Received(1).ReadAgain("event");
        await user.DidNotReceiveWithAnyArgs().TakeHints(default);
    }
}
