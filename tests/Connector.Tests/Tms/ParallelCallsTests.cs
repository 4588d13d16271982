using System.Net;
using HybridCalendar.Clients;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tms;

namespace HybridCalendar.Connector.Tests.Tms;

/// <summary>TMS is slow, and other people use it too: so many calls at a time and no more.</summary>
public sealed class ParallelCallsTests
{
    private const int Most = 3;
    private const int All = 10;

    [Fact]
    public async Task No_more_calls_are_made_at_a_time_than_the_setting_says()
    {
        using var handler = new HeldCalls();
        using var meter = new CallMeter();
        using var soap = new TmsSoap(
            new HttpClient(handler) { BaseAddress = new Uri("https://tms.example") }, new TmsCertificate("tms.example", new SeenCertificates()),
            new TmsOptions { ParallelCalls = Most }, new TmsSession(), meter, TimeProvider.System);

        // A call that need not wait is made before the method returns.
        var calls = Enumerable.Range(0, All).Select(_ => Record.ExceptionAsync(() => soap.CallAsync(TmsService.Booking, "Test", 15, [], CancellationToken.None)).AsTask()).ToList();
        handler.UnderWay.ShouldBe(Most);
        handler.Release();
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60));

        (handler.Made, handler.MostUnderWay).ShouldBe((All, Most));
    }

    /// <summary>Answers nothing until it is let go.</summary>
    private sealed class HeldCalls : HttpMessageHandler
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();

        public int UnderWay { get; private set; }

        public int MostUnderWay { get; private set; }

        public int Made { get; private set; }

        public void Release() => _released.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                (Made, UnderWay) = (Made + 1, UnderWay + 1);
                MostUnderWay = Math.Max(MostUnderWay, UnderWay);
            }
            await _released.Task;
            lock (_gate)
                UnderWay--;
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }
}
