using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class DailyPassTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_mailbox_is_due_once_a_day_at_a_time_of_its_own()
    {
        var due = DailyPass.LastDue("user:anna@contoso.example", s_now);
        (s_now - due).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromDays(1));
        DailyPass.LastDue("user:anna@contoso.example", due).ShouldBe(due);
        DailyPass.LastDue("user:anna@contoso.example", due.AddSeconds(-1)).ShouldBe(due.AddDays(-1));
        DailyPass.LastDue("user:anna@contoso.example", due.AddDays(9).AddHours(1)).ShouldBe(due.AddDays(9));
    }

    [Fact]
    public void Many_mailboxes_spread_over_the_day()
    {
        var perHour = Enumerable.Range(0, 24_000)
            .GroupBy(i => DailyPass.LastDue($"user:person{i}@contoso.example", s_now).Hour)
            .Select(hour => hour.Count())
            .ToList();
        perHour.Count.ShouldBe(24);
        perHour.ShouldAllBe(count => count > 850 && count < 1150);
    }
}
