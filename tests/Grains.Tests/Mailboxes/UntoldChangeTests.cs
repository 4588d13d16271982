using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class UntoldChangeTests
{
    private static readonly DateTimeOffset s_noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(null, 5, null, 5)]
    [InlineData(null, 5, 4, 5)]
    [InlineData(null, 5, 5, null)]
    [InlineData(3, 5, null, 3)]
    [InlineData(3, null, 2, 3)]
    [InlineData(3, 5, 4, null)]
    public void A_change_is_suspicious_until_something_is_heard_after_it(int? before, int? changed, int? lastHeard, int? since) =>
        UntoldChange.Since(At(before), At(changed), At(lastHeard)).ShouldBe(At(since));

    [Fact]
    public void Graph_has_three_minutes_to_tell()
    {
        UntoldChange.WaitFor(s_noon, s_noon.AddMinutes(2)).ShouldBe(TimeSpan.FromMinutes(1));
        UntoldChange.WaitFor(s_noon, s_noon.AddMinutes(4)).ShouldBeLessThan(TimeSpan.Zero);
    }

    private static DateTimeOffset? At(int? minute) => minute is { } minutes ? s_noon.AddMinutes(minutes) : null;
}
