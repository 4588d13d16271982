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

    [Fact]
    public void What_is_due_in_time_begins_at_once()
    {
        const string Key = "user:anna@contoso.example";
        var due = DailyPass.LastDue(Key, s_now);

        Begin(Key, null, s_now, 1).ShouldBe(s_now);
        Begin(Key, due.AddHours(-24), due.AddMinutes(30), 1).ShouldBe(due.AddMinutes(30));
        Begin(Key, due, due.AddMinutes(30), 1).ShouldBeNull();
    }

    [Fact]
    public void What_was_missed_in_a_downtime_spreads_over_an_hour()
    {
        var random = new Random(1);
        var began = Enumerable.Range(0, 6_000)
            .Select(i => (Key: $"user:person{i}@contoso.example", Seed: random.Next()))
            .Where(mailbox => s_now - DailyPass.LastDue(mailbox.Key, s_now) > s_usualDelay)
            .Select(mailbox => (Begin(mailbox.Key, s_now.AddDays(-3), s_now, mailbox.Seed)!.Value - s_now).TotalMinutes)
            .ToList();

        began.ShouldAllBe(minutes => minutes >= 0 && minutes <= 60);
        began.CountBy(minutes => (int)(minutes / 10)).ShouldAllBe(tenth => tenth.Value > 700 && tenth.Value < 1300);
    }

    [Fact]
    public void What_was_planned_stays()
    {
        const string Key = "user:anna@contoso.example";
        var due = DailyPass.LastDue(Key, s_now);
        var planned = due.AddHours(5);
        for (var seed = 0; seed < 10; seed++)
            Begin(Key, due.AddDays(-3), due.AddHours(4), seed, planned).ShouldBe(planned);
        Begin(Key, due.AddDays(-3), due.AddHours(6), 1, planned).ShouldBe(planned);
        Begin(Key, due, due.AddHours(6), 1, planned).ShouldBeNull();
    }

    private static readonly TimeSpan s_usualDelay = TimeSpan.FromMinutes(30);

    private static DateTimeOffset? Begin(string key, DateTimeOffset? lastRead, DateTimeOffset now, int seed, DateTimeOffset? planned = null) =>
        DailyPass.Begin(key, lastRead, planned, now, s_usualDelay, new Jitter(new Random(seed)));
}
