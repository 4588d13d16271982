using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Sandbox.Tms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>What keeps TMS from booking is told as an alarm, until TMS does.</summary>
public sealed class AlarmTests : IAsyncLifetime
{
    private TmsSite _site = null!;
    private IServiceProvider _connector = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _connector = _site.Connector();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private AlarmBoard Alarms => _connector.GetRequiredService<AlarmBoard>();

    [Fact]
    public async Task A_TMS_that_is_down_is_an_outage_until_it_answers()
    {
        await _site.StopTmsAsync();
        await ShouldRaiseAsync("tms", LinkSeverity.Critical, "cannot be reached");

        await _site.StartTmsAsync();
        await ShouldClearAsync();
    }

    [Fact]
    public async Task A_certificate_that_is_not_acceptable_is_an_outage_until_it_is_replaced()
    {
        var right = _site.Tms.Certificate;
        _site.Tms.Certificate = TmsCertificateKind.SelfSigned;
        await ShouldRaiseAsync("tms", LinkSeverity.Critical, "self-signed");

        _site.Tms.Certificate = right;
        await ShouldClearAsync();
    }

    [Fact]
    public async Task A_password_that_TMS_does_not_take_is_an_outage()
    {
        _connector = _site.Connector(("Tms:Password", "wrong"));
        await ShouldRaiseAsync("tms", LinkSeverity.Critical, "password");
    }

    [Fact]
    public async Task A_TMS_that_is_too_old_is_an_outage()
    {
        _site.Tms.ApiVersion = 9;
        await ShouldRaiseAsync("tms", LinkSeverity.Critical, "15.9");
    }

    [Fact]
    public async Task A_missing_licence_impairs_until_a_meeting_is_booked()
    {
        var (package, licences) = (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences);
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 0);
        await ShouldRaiseAsync("tms-licence", LinkSeverity.Error, "L-TMS-APPINT");
        await TmsSite.DoAsync(_connector, Meetings.Single() with { Kind = ConferenceRequestKind.Look });
        Alarms.Health.ShouldBe(LinkHealth.Impaired);

        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (package, licences);
        await ShouldClearAsync();
    }

    [Fact]
    public async Task A_room_that_TMS_does_not_let_book_impairs_until_a_meeting_is_booked()
    {
        var (package, licences) = (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences);
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 1);
        await TmsSite.DoAsync(_connector, Meetings.Single() with { MeetingId = "first", Rooms = [TmsSite.Vitosha] });
        await ShouldRaiseAsync("tms-rooms", LinkSeverity.Error, "L-TMS-MSEX-25");

        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (package, licences);
        await ShouldClearAsync();
    }

    [Fact]
    public async Task A_room_that_TMS_does_not_let_book_impairs_also_after_others_were_booked_until_it_is_or_nobody_asks_for_it_any_more()
    {
        var rila = _site.World.Systems.Find(TmsSite.Rila)!;
        _site.World.Systems.Put(rila with { AllowBookings = false });
        await ShouldRaiseAsync("tms-rooms", LinkSeverity.Error, "the system 66:");
        var other = Meetings.Single() with { MeetingId = "other", Rooms = [TmsSite.Vitosha] };

        (await TmsSite.DoAsync(_connector, other)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        Alarms.Alarms.ShouldHaveSingleItem().Code.ShouldBe("tms-rooms");

        _site.World.Systems.Put(rila);
        await ShouldClearAsync();
        _site.World.Systems.Put(rila with { AllowBookings = false });
        await TmsSite.DoAsync(_connector, Meetings.Single().At(15) with { MeetingId = "third" });
        Alarms.Alarms.ShouldHaveSingleItem().Code.ShouldBe("tms-rooms");
        _site.Clock.Advance(TimeSpan.FromHours(27));
        await TmsSite.DoAsync(_connector, other);
        Alarms.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_may_not_read_all_conferences_impairs_until_a_meeting_is_booked()
    {
        await _site.BreakAsync("fault", "GetConferenceByExternalId", fault: "noAccessToConference");
        await ShouldRaiseAsync("tms-rights", LinkSeverity.Error, "read all conferences");
        await ShouldClearAsync();
    }

    [Fact]
    public async Task A_TMS_that_is_down_is_found_and_found_again_though_nobody_asks_for_a_meeting()
    {
        var probe = _connector.GetRequiredService<TmsProbe>();
        await probe.LookAsync(default);
        Alarms.Alarms.ShouldBeEmpty();
        await _site.StopTmsAsync();
        await probe.LookAsync(default);
        Alarms.Alarms.ShouldHaveSingleItem().Severity.ShouldBe(LinkSeverity.Critical);
        await _site.StartTmsAsync();
        await probe.LookAsync(default);
        Alarms.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task TMS_is_probed_now_and_then_and_at_once_after_a_request_did_not_reach_it()
    {
        var probe = _connector.GetRequiredService<TmsProbe>();
        await probe.StartAsync(default);
        await UntilAsync(async () => await ProbesAsync() == 1);
        await _site.BreakAsync("unavailable", "GetConferenceByExternalId", count: 3);
        (await TmsSite.DoAsync(_connector, Meetings.Single())).Reason.ShouldBe(ConferenceReason.Unreachable);
        await UntilAsync(() => Task.FromResult(Alarms.Alarms.Count == 0));
        var before = await ProbesAsync();
        // The probe may not have begun its pause when the alarm is seen to be gone: what is due by then is due after the next move at the latest.
        await UntilAsync(async () =>
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(2));
            return await ProbesAsync() > before;
        });
        await probe.StopAsync(default);
    }

    [Fact]
    public async Task What_TMS_refuses_of_one_meeting_is_no_alarm()
    {
        (await TmsSite.DoAsync(_connector, Meetings.Single() with { Rooms = [4711] })).Reason.ShouldBe(ConferenceReason.RoomUnknown);
        Alarms.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_of_the_connector_is_an_alarm_until_the_next_request_is_done()
    {
        var broken = new ConferenceRequestHandler(null!, _connector.GetRequiredService<TmsAlarms>(), _site.Clock, NullLogger<ConferenceRequestHandler>.Instance);
        var request = Meetings.Single();
        var answer = ConferenceJson.ReadAnswer(await broken.HandleAsync(request.RequestId, ConferenceJson.Write(request), TestContext.Current.CancellationToken));
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Fault));
        var alarm = Alarms.Alarms.ShouldHaveSingleItem();
        (alarm.Code, alarm.Severity).ShouldBe(("request-failed", LinkSeverity.Error));
        await ShouldClearAsync();
    }

    /// <summary>A probe asks twice, with two versions; so does the first request.</summary>
    private async Task<int> ProbesAsync() => await _site.CallsAsync("GetDefaultConference") / 2;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }

    private async Task ShouldRaiseAsync(string code, LinkSeverity severity, string words)
    {
        await TmsSite.DoAsync(_connector, Meetings.Single());
        var alarm = Alarms.Alarms.ShouldHaveSingleItem();
        (alarm.Code, alarm.Severity).ShouldBe((code, severity));
        alarm.Text.ShouldContain(words);
    }

    private async Task ShouldClearAsync()
    {
        var answer = await TmsSite.DoAsync(_connector, Meetings.Single());
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        Alarms.Alarms.ShouldBeEmpty();
    }
}
