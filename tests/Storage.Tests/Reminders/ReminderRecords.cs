using System.Collections.Concurrent;
using System.Globalization;
using HybridCalendar.Storage.Tests.Databases;

namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>Reminders of grains whose keys are as long as keys may be.</summary>
internal sealed class ReminderRecords(IReminderStore store) : IRecords
{
    private static readonly DateTimeOffset s_morning = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string s_long = LongText.Make(1_500);
    private readonly ConcurrentDictionary<int, StoredReminder> _saved = [];
    private Dictionary<string, StoredReminder>? _found;

    public async Task WriteAsync(int number)
    {
        _saved[number] = await store.SaveAsync(new StoredReminder(Grain(number), "look", s_morning.AddMinutes(number), TimeSpan.FromMinutes(15), 0));
        _found = null;
    }

    /// <summary>A host reads all at its start.</summary>
    public async Task<bool> HasAsync(int number)
    {
        _found ??= (await store.ReadAsync()).ToDictionary(reminder => reminder.Grain);
        if (!_found.TryGetValue(Grain(number), out var found))
            return false;
        found.ShouldBe(_saved[number]);
        return true;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static string Grain(int number) => string.Create(CultureInfo.InvariantCulture, $"series/series:{number}{s_long}");
}
