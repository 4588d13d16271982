using HybridCalendar.Storage.Tests.Databases;

namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>What every place for reminders must do. Rooms rely on it for alerts on time, mailboxes for their daily pass.</summary>
public abstract class ReminderStorageContract : IAsyncLifetime
{
    private static readonly StoredReminder s_look =
        new("room/room:rila@contoso.example", "look", new DateTimeOffset(2026, 11, 2, 9, 0, 0, 123, TimeSpan.Zero), TimeSpan.FromMinutes(15), 0);

    protected IReminderStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Store is not null)
            await Store.DisposeAsync();
    }

    [Fact]
    public async Task A_reminder_is_read_as_it_was_saved()
    {
        (await Store.ReadAsync()).ShouldBeEmpty();
        var saved = await Store.SaveAsync(s_look);
        (await Store.ReadAsync()).ShouldBe([saved]);
        saved.ShouldBe(s_look with { Version = saved.Version });
    }

    [Fact]
    public async Task A_reminder_that_is_saved_anew_takes_the_place_of_the_old_one()
    {
        var first = await Store.SaveAsync(s_look);
        var second = await Store.SaveAsync(s_look with { FirstTick = s_look.FirstTick.AddDays(1), Period = TimeSpan.FromMinutes(1) });
        second.Version.ShouldNotBe(first.Version);
        (await Store.ReadAsync()).ShouldBe([second]);
    }

    [Fact]
    public async Task A_reminder_that_was_saved_anew_is_not_deleted_by_the_old_version()
    {
        var first = await Store.SaveAsync(s_look);
        var second = await Store.SaveAsync(s_look);
        (await Store.DeleteAsync(first)).ShouldBeFalse();
        (await Store.ReadAsync()).ShouldBe([second]);
        (await Store.DeleteAsync(second)).ShouldBeTrue();
        (await Store.DeleteAsync(second)).ShouldBeFalse();
        (await Store.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reminder_that_was_deleted_and_saved_anew_is_not_deleted_by_the_old_version()
    {
        var first = await Store.SaveAsync(s_look);
        (await Store.DeleteAsync(first)).ShouldBeTrue();
        var second = await Store.SaveAsync(s_look);
        (await Store.DeleteAsync(first)).ShouldBeFalse();
        (await Store.ReadAsync()).ShouldBe([second]);
    }

    [Fact]
    public async Task Grains_and_names_tell_reminders_apart()
    {
        StoredReminder[] reminders =
        [
            s_look, s_look with { Name = "Look" }, s_look with { Name = "alert" }, s_look with { Grain = "room/room:Rila@contoso.example" },
            s_look with { Grain = "user/room:rila@contoso.example" }, s_look with { Grain = "room/room:o'neil@contoso.example" },
            s_look with { Grain = "room/room:стая@contoso.example" },
        ];
        for (var number = 0; number < reminders.Length; number++)
            reminders[number] = await Store.SaveAsync(reminders[number]);
        (await Store.ReadAsync()).ShouldBe(reminders, ignoreOrder: true);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(320 + 5)]
    [InlineData(1_000)]
    public async Task Long_keys_are_kept_whole(int length)
    {
        var key = $"series/series:{LongText.Make(length)}";
        StoredReminder[] reminders = [s_look with { Grain = key + "1" }, s_look with { Grain = key + "2" }];
        for (var number = 0; number < reminders.Length; number++)
            reminders[number] = await Store.SaveAsync(reminders[number]);
        (await Store.ReadAsync()).ShouldBe(reminders, ignoreOrder: true);
        (await Store.DeleteAsync(reminders[0])).ShouldBeTrue();
        (await Store.ReadAsync()).ShouldBe([reminders[1]]);
    }

    [Fact]
    public async Task Saving_the_same_reminder_at_once_leaves_one()
    {
        var saved = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Task.Run(() => Store.SaveAsync(s_look with { FirstTick = s_look.FirstTick.AddMinutes(number) }))));
        var left = (await Store.ReadAsync()).ShouldHaveSingleItem();
        saved.ShouldContain(left);
        saved.Select(reminder => reminder.Version).ShouldBeUnique();
    }

    /// <summary>An empty store.</summary>
    protected abstract Task<IReminderStore> OpenAsync();
}
