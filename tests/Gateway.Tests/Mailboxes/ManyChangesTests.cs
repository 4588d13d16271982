using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Looks for what nobody told, where that is much.</summary>
public sealed class ManyChangesTests : LargeMailboxWorld
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(150, false)]
    [InlineData(250, true)]
    public async Task What_changed_is_read_one_by_one_or_with_everything_where_it_is_much(int meetings, bool isMuch)
    {
        await SwitchAsync(isOn: true);
        await IsReadAsync();
        Calendar.Pages.ShouldBe(0);

        Calendar.Fill(meetings, days: 20);
        await EventuallyAsync(async () => (await User.StatusAtRestAsync()).Meetings == meetings / 50, s_minute);

        (Calendar.Pages > 0).ShouldBe(isMuch);
    }

    [Fact]
    public async Task Meetings_that_no_list_shows_are_looked_for_in_turn()
    {
        const int Meetings = 230;
        Told.IsAway = true;
        for (var hour = 1; hour <= Meetings; hour++)
            Calendar.Add(LargeCalendar.NewEvent(LargeCalendar.IdOf(hour), Calendar.HoursLater(480 + hour)) with { Location = "@webex" });
        await SwitchAsync(isOn: true);
        await IsReadAsync();
        var ids = Enumerable.Range(1, Meetings).Select(LargeCalendar.IdOf).ToList();
        foreach (var id in ids)
            Calendar.Hide(id);
        await EventuallyAsync(() => Task.FromResult(Calendar.Reads.Count >= 200), s_minute);
        var gone = ids.Except(Calendar.Reads.Select(read => read.Id)).First();

        Calendar.Remove(gone);

        await EventuallyAsync(async () => (await User.StatusAtRestAsync()).Meetings == Meetings - 1, s_minute);
        Calendar.Pages.ShouldBeLessThan(5, "looks found it");
    }
}
