using System.Collections.Immutable;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class TroublesTests
{
    private const string Key = "event";
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly Jitter _jitter = new(new Random(1));
    private ImmutableDictionary<string, TroubledEvent> _troubled = ImmutableDictionary<string, TroubledEvent>.Empty;

    [Fact]
    public void Pauses_grow_and_after_five_attempts_it_is_tried_once_a_day()
    {
        var now = s_now;
        List<double> pauses = [];
        for (var attempt = 1; attempt <= 7; attempt++)
        {
            Fail(now);
            var next = Troubles.NextTry(_troubled)!.Value;
            pauses.Add((next - now).TotalMinutes);
            now = next;
        }
        for (var i = 0; i < 4; i++)
            pauses[i].ShouldBeInRange(Math.Pow(2, i) / 2, Math.Pow(2, i));
        pauses[4..].ShouldAllBe(minutes => minutes >= 12 * 60 && minutes <= 24 * 60);
        _troubled[Key].Attempts.ShouldBe(Troubles.MostAttempts);
    }

    [Fact]
    public void A_read_that_comes_before_the_pause_is_over_uses_no_attempt_up()
    {
        Fail(s_now);
        var first = _troubled;
        Fail(s_now.AddSeconds(20));
        _troubled.ShouldBeSameAs(first);
        Troubles.Due(_troubled, s_now.AddSeconds(20)).ShouldBeEmpty();
        Troubles.Due(_troubled, s_now.AddMinutes(1)).ShouldBe([Key]);
    }

    [Fact]
    public void Another_version_begins_anew()
    {
        Fail(s_now, "1");
        Fail(s_now.AddMinutes(1), "1");
        _troubled[Key].Attempts.ShouldBe(2);
        Fail(s_now.AddMinutes(1), "2");
        (_troubled[Key].Attempts, _troubled[Key].Version).ShouldBe((1, "2"));
    }

    [Fact]
    public void A_change_gives_what_is_given_up_its_attempts_back_and_puts_nothing_else_off()
    {
        Fail(s_now);
        Troubles.Changed(_troubled, Key, s_now).ShouldBeSameAs(_troubled);
        Troubles.Changed(_troubled, "other", s_now).ShouldBeSameAs(_troubled);
        for (var attempt = 2; attempt <= Troubles.MostAttempts; attempt++)
            Fail(_troubled[Key].NextTry);
        var later = s_now.AddHours(1);
        _troubled = Troubles.Changed(_troubled, Key, later);
        Troubles.Due(_troubled, later).ShouldBe([Key]);
        Fail(later);
        _troubled[Key].Attempts.ShouldBe(1);
    }

    [Fact]
    public void When_too_many_fail_the_one_that_would_be_tried_last_makes_room()
    {
        for (var attempt = 1; attempt <= Troubles.MostAttempts; attempt++)
            Fail(Troubles.NextTry(_troubled) ?? s_now);
        for (var i = 1; i < Troubles.MostKept; i++)
            _troubled = Troubles.Failed(_troubled, $"other{i}", null, s_now, _jitter);
        Judged().ShouldStartWith("50 or more of the mailbox's meetings");

        _troubled = Troubles.Failed(_troubled, "one more", null, s_now, _jitter);

        _troubled.Count.ShouldBe(Troubles.MostKept);
        _troubled.Keys.ShouldContain("one more");
        _troubled.Keys.ShouldNotContain(Key);
        Judged().ShouldStartWith("50 or more of the mailbox's meetings");
        _troubled = _troubled.Remove("one more");
        Judged().ShouldStartWith("49 of the mailbox's meetings");
    }

    [Fact]
    public void What_was_given_up_is_tried_at_once_when_its_cause_may_be_mended()
    {
        for (var attempt = 1; attempt <= Troubles.MostAttempts; attempt++)
            Fail(Troubles.NextTry(_troubled) ?? s_now, "1");
        var later = s_now.AddHours(1);
        Troubles.Due(_troubled, later).ShouldBeEmpty();

        _troubled = Troubles.Anew(_troubled, later);

        Troubles.Due(_troubled, later).ShouldBe([Key]);
        Fail(later, "1");
        _troubled[Key].Attempts.ShouldBe(1);
    }

    [Fact]
    public void What_failed_again_or_succeeded_since_is_due_no_more()
    {
        Fail(s_now);
        var later = Troubles.NextTry(_troubled)!.Value;
        Troubles.IsDue(_troubled, Key, later.AddTicks(-1)).ShouldBeFalse();
        Troubles.IsDue(_troubled, Key, later).ShouldBeTrue();

        Fail(later);

        Troubles.IsDue(_troubled, Key, later).ShouldBeFalse();
        Troubles.IsDue(_troubled.Clear(), Key, later.AddDays(2)).ShouldBeFalse();
    }

    private string Judged() => Troubles.Judge(_troubled).ShouldHaveSingleItem().Text;

    private void Fail(DateTimeOffset now, string? version = null) => _troubled = Troubles.Failed(_troubled, Key, version, now, _jitter);
}
