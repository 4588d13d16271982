using System.Net;
using HybridCalendar.Clients;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tms;

namespace HybridCalendar.Connector.Tests.Tms;

/// <summary>What may be under way in TMS although no answer of TMS came.</summary>
public sealed class UnansweredCallTests
{
    [Theory]
    [InlineData("SaveConferenceWithMode", 502, true)]
    [InlineData("DeleteConferenceByExternalId", 504, true)]
    [InlineData("GetConferenceByExternalId", 504, false)]
    [InlineData("SaveConferenceWithMode", 503, false)]
    [InlineData("SaveConferenceWithMode", 500, false)]
    public async Task What_stands_before_TMS_has_no_answer_of_it(string operation, int status, bool mayBeUnderWay)
    {
        var refused = await RefusedAsync(operation, new Answering(() => new HttpResponseMessage((HttpStatusCode)status)));

        (refused.IsTransient, refused.MayBeUnderWay).ShouldBe((true, mayBeUnderWay));
    }

    [Theory]
    [InlineData("SaveConferenceWithMode", HttpRequestError.ResponseEnded, true)]
    [InlineData("SaveConferenceRecInstanceWithMode", HttpRequestError.Unknown, true)]
    [InlineData("GetConferencesForUser", HttpRequestError.ResponseEnded, false)]
    [InlineData("SaveConferenceWithMode", HttpRequestError.ConnectionError, false)]
    [InlineData("SaveConferenceWithMode", HttpRequestError.NameResolutionError, false)]
    [InlineData("SaveConferenceWithMode", HttpRequestError.ProxyTunnelError, false)]
    public async Task A_connection_broke_or_there_was_none(string operation, HttpRequestError error, bool mayBeUnderWay)
    {
        var refused = await RefusedAsync(operation, new Answering(() => throw new HttpRequestException(error)));

        (refused.IsTransient, refused.MayBeUnderWay).ShouldBe((true, mayBeUnderWay));
    }

    private static async Task<TmsException> RefusedAsync(string operation, HttpMessageHandler handler)
    {
        using var meter = new CallMeter();
        using var soap = new TmsSoap(
            new HttpClient(handler) { BaseAddress = new Uri("https://tms.example") }, new TmsCertificate("tms.example", new SeenCertificates()),
            new TmsOptions(), new TmsSession(), meter, TimeProvider.System);
        return await Should.ThrowAsync<TmsException>(() => soap.CallAsync(TmsService.Booking, operation, 15, [], CancellationToken.None));
    }

    private sealed class Answering(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
