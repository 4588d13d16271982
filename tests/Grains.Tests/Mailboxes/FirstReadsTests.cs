using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class FirstReadsTests
{
    private readonly FakeTime _time = new(DateTimeOffset.UnixEpoch.AddYears(57));
    private readonly FirstReads _reads;

    public FirstReadsTests() => _reads = new FirstReads(_time);

    [Fact]
    public void Who_is_switched_on_alone_is_read_at_once() => Assert.Equal(TimeSpan.Zero, _reads.Next());

    [Fact]
    public void An_import_of_100_000_is_read_within_ten_minutes_200_a_second()
    {
        var waits = Enumerable.Range(0, 100_000).Select(_ => _reads.Next()).ToList();

        Assert.All(waits.Take(FirstReads.Burst), wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.InRange(waits.Count(wait => wait <= TimeSpan.FromSeconds(60)), 12_000, 12_400);
        Assert.InRange(waits.Max(), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void After_a_pause_nobody_waits_for_those_before()
    {
        for (var i = 0; i < 1_000; i++)
            _reads.Next();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.All(Enumerable.Range(0, FirstReads.Burst), _ => Assert.Equal(TimeSpan.Zero, _reads.Next()));
        Assert.NotEqual(TimeSpan.Zero, _reads.Next());
    }
}
