using System.Collections.Immutable;
using HybridCalendar.Grains.Overviews;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Grains.Tests.Overviews;

/// <summary>What is measured, and what is made of it.</summary>
public sealed class LatencyTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_before = s_now.AddMinutes(-20);

    [Theory]
    [InlineData(0)]
    [InlineData(0.15)]
    [InlineData(4)]
    [InlineData(59)]
    [InlineData(3_000)]
    public void A_duration_is_found_again_within_its_class(double seconds)
    {
        var counts = new Dictionary<int, long> { [LatencyClasses.Of(TimeSpan.FromSeconds(seconds))] = 1 };
        LatencyClasses.Quantile(counts, 1).ShouldBeInRange(seconds, Math.Max(0.1, seconds * 2.5));
    }

    [Fact]
    public void Parts_of_many_lie_in_their_order()
    {
        var counts = new Dictionary<int, long> { [LatencyClasses.Of(TimeSpan.FromSeconds(0.9))] = 90, [LatencyClasses.Of(TimeSpan.FromSeconds(50))] = 10 };
        LatencyClasses.Quantile(counts, 0.5).ShouldBeInRange(0.5, 1);
        LatencyClasses.Quantile(counts, 0.95).ShouldBe(45, 0.001);
        LatencyClasses.Quantile(new Dictionary<int, long>(), 0.5).ShouldBe(0);
    }

    [Fact]
    public void A_new_change_is_dated_by_Graph() => Find(Seen(s_before), [], Read(s_now.AddSeconds(-2))).ShouldBe(s_now.AddSeconds(-2));

    [Fact]
    public void A_button_that_had_to_wait_for_join_details_counts_from_the_change() =>
        Find(Seen(s_before), [Booking("1", "JoinDetailsAwaited")], Read(s_before, Booking("1", null))).ShouldBe(s_before);

    [Fact]
    public void A_list_that_changed_for_another_reason_is_not_measured()
    {
        Find(Seen(s_before), [Booking("1", null)], Read(s_before)).ShouldBeNull("an event was deleted: Graph does not say when");
        Find(null, [], Read(s_now.AddSeconds(-2))).ShouldBeNull("the first read");
        Find(Seen(s_now.AddDays(-3)), [], Read(s_now.AddDays(-2), Booking("1", null))).ShouldBeNull("its day has come near");
    }

    [Fact]
    public void Only_days_whose_count_changed_are_told()
    {
        var before = ButtonDays.Of([Booking("1", null), Booking("2", null), Booking("3", null, days: 1), Booking("4", "NothingToJoin", days: 2)]);
        var after = ButtonDays.Of([Booking("1", null), Booking("2", null), Booking("4", null, days: 2)]);
        var today = OverviewTable.DayOf(s_now);
        before.ShouldBe(new Dictionary<long, int> { [today] = 2, [today + 1] = 1 }, ignoreOrder: true);
        ButtonDays.Changes(before, after).ShouldBe(new Dictionary<long, int> { [today + 1] = 0, [today + 2] = 1 }, ignoreOrder: true);
    }

    private static DateTimeOffset? Find(SeenCalendar? calendar, ImmutableArray<RoomBooking> bookings, RoomRead read) => ChangeTime.Of(calendar, bookings, read, s_now);

    private static SeenCalendar Seen(DateTimeOffset newest) => new("2027-03-01", $"{newest}", newest);

    private static RoomRead Read(DateTimeOffset newest, params ImmutableArray<RoomBooking> bookings) =>
        new("", bookings, ImmutableDictionary<string, string>.Empty, [], [], "") { Calendar = Seen(newest) };

    private static RoomBooking Booking(string id, string? noButton, int days = 0) =>
        new(id, "uid", s_now.AddDays(days), s_now.AddDays(days).AddHours(1), null, null, noButton);
}
