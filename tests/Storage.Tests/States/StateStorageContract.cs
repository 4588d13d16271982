using System.Collections.Concurrent;
using System.Text;
using HybridCalendar.Storage.Tests.Databases;

namespace HybridCalendar.Storage.Tests.States;

/// <summary>What every place for the states of grains must do. Grains rely on it for "nothing lost" and "once".</summary>
public abstract class StateStorageContract : IAsyncLifetime
{
    private const string Rooms = "room-mailbox";
    private const string Room = "room:rila@contoso.example";
    private static readonly byte[] s_one = [.. "{\"text\":\"one\"}"u8];
    private static readonly byte[] s_two = [.. "{\"text\":\"two\"}"u8];

    protected IStateStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Store is not null)
            await Store.DisposeAsync();
    }

    [Fact]
    public async Task What_was_written_is_read_byte_by_byte()
    {
        (await Store.ReadAsync(Rooms, Room)).ShouldBeNull();
        var version = await Store.WriteAsync(Rooms, Room, s_one, null);
        (await ReadAsync(Room)).ShouldBe((Text(s_one), version));
    }

    [Fact]
    public async Task One_of_many_first_writes_at_once_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = $"room:{round}@contoso.example";
            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => TryWriteAsync(key, Payload(writer), null)));
            var winner = Array.FindIndex(written, version => version is not null);
            written.Count(version => version is not null).ShouldBe(1);
            (await ReadAsync(key)).ShouldBe((Text(Payload(winner)), written[winner]!.Value));
        }
    }

    [Fact]
    public async Task One_of_many_later_writes_at_once_wins()
    {
        var version = await Store.WriteAsync(Rooms, Room, s_one, null);
        for (var round = 0; round < 10; round++)
        {
            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => TryWriteAsync(Room, Payload(writer), version)));
            var winner = written.Single(next => next is not null)!.Value;
            winner.ShouldNotBe(version);
            (await ReadAsync(Room)).ShouldBe((Text(Payload(Array.IndexOf(written, winner))), winner));
            version = winner;
        }
    }

    [Fact]
    public async Task A_stale_version_changes_and_clears_nothing()
    {
        var first = await Store.WriteAsync(Rooms, Room, s_one, null);
        var second = await Store.WriteAsync(Rooms, Room, s_two, first);
        await Should.ThrowAsync<StaleVersionException>(() => Store.WriteAsync(Rooms, Room, s_one, first));
        await Should.ThrowAsync<StaleVersionException>(() => Store.WriteAsync(Rooms, Room, s_one, null));
        await Should.ThrowAsync<StaleVersionException>(() => Store.ClearAsync(Rooms, Room, first));
        (await ReadAsync(Room)).ShouldBe((Text(s_two), second));
    }

    [Fact]
    public async Task A_version_of_a_record_that_is_not_there_is_stale()
    {
        await Should.ThrowAsync<StaleVersionException>(() => Store.WriteAsync(Rooms, Room, s_one, 1));
        await Should.ThrowAsync<StaleVersionException>(() => Store.ClearAsync(Rooms, Room, 1));
        (await Store.ReadAsync(Rooms, Room)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_cleared_is_gone_and_can_be_written_anew()
    {
        var first = await Store.WriteAsync(Rooms, Room, s_one, null);
        var cleared = await Store.ClearAsync(Rooms, Room, first);
        (await Store.ReadAsync(Rooms, Room)).ShouldBeNull();
        await Should.ThrowAsync<StaleVersionException>(() => Store.WriteAsync(Rooms, Room, s_two, first));
        var again = await Store.WriteAsync(Rooms, Room, s_two, cleared);
        (await ReadAsync(Room)).ShouldBe((Text(s_two), again));
    }

    [Fact]
    public async Task A_version_of_a_cleared_record_is_none_of_what_is_written_anew()
    {
        var former = new List<long>();
        long? version = null;
        for (var round = 0; round < 3; round++)
        {
            var payload = Payload(round);
            // As often as before: a record that is made anew must not come by an old version later, either.
            for (var write = 0; write < 4; write++)
            {
                version = await Store.WriteAsync(Rooms, Room, payload, version);
                foreach (var stale in former)
                {
                    await Should.ThrowAsync<StaleVersionException>(() => Store.WriteAsync(Rooms, Room, s_one, stale));
                    await Should.ThrowAsync<StaleVersionException>(() => Store.ClearAsync(Rooms, Room, stale));
                }
                (await ReadAsync(Room)).ShouldBe((Text(payload), version.Value));
                former.Add(version.Value);
            }
            version = await Store.ClearAsync(Rooms, Room, version!.Value);
        }
    }

    [Fact]
    public async Task Keys_that_look_alike_are_records_of_their_own()
    {
        string[] keys =
        [
            "room:a", "room:A", "room:0a", "room:00a", "room:a ", "room: a", "room:a@contoso.example", "room:a@contoso.example.",
            "room:O'Neil@contoso.example", "room:%", "room:_", "room:\\", "room:a/b", "room:a\nb", "room:a\tb", "room:\"a\"", "room:стая", "room:стаЯ",
            "room:é", "room:e\u0301", "room:ß", "room:ss", "room:😀", "user:a", "series:00a", "series:0000000000000000000000000000000a",
        ];
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var key in keys)
            versions.Add(key, await Store.WriteAsync(Rooms, key, Encoding.UTF8.GetBytes($"\"{key.Length} {key}\""), null));
        foreach (var key in keys)
            (await ReadAsync(key)).ShouldBe(($"\"{key.Length} {key}\"", versions[key]), key);
    }

    [Fact]
    public async Task A_key_has_a_record_for_each_name_of_a_state()
    {
        await Store.WriteAsync(Rooms, Room, s_one, null);
        await Store.WriteAsync("room-mailbox2", Room, s_two, null);
        (await ReadAsync(Room)).Text.ShouldBe(Text(s_one));
        Text((await Store.ReadAsync("room-mailbox2", Room))!.Payload).ShouldBe(Text(s_two));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(320 + 5)]
    [InlineData(1_000)]
    public async Task Long_keys_are_kept_whole(int length)
    {
        // An iCalUId can be long, an address has 320 characters at most; the last character tells two of them apart.
        var key = $"series:{LongText.Make(length - 8)}";
        await Store.WriteAsync(Rooms, key + "1", s_one, null);
        await Store.WriteAsync(Rooms, key + "2", s_two, null);
        (await ReadAsync(key + "1")).Text.ShouldBe(Text(s_one));
        (await ReadAsync(key + "2")).Text.ShouldBe(Text(s_two));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public async Task Records_of_any_size_are_kept_whole(int size)
    {
        var payload = Encoding.UTF8.GetBytes($"\"{new string('я', (size - 2) / 2)}\"");
        var version = await Store.WriteAsync(Rooms, Room, s_one, null);
        await Store.WriteAsync(Rooms, Room, payload, version);
        (await Store.ReadAsync(Rooms, Room))!.Payload.AsSpan().SequenceEqual(payload).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_grains_write_at_once()
    {
        var versions = new ConcurrentDictionary<int, long>();
        await Parallel.ForAsync(0, 500, async (number, _) =>
        {
            var first = await Store.WriteAsync(Rooms, $"room:{number}", s_one, null);
            versions[number] = await Store.WriteAsync(Rooms, $"room:{number}", Payload(number), first);
        });
        for (var number = 0; number < 500; number++)
            (await ReadAsync($"room:{number}")).ShouldBe((Text(Payload(number)), versions[number]));
    }

    /// <summary>An empty store.</summary>
    protected abstract Task<IStateStore> OpenAsync();

    private static byte[] Payload(int number) => Encoding.UTF8.GetBytes($"{{\"number\":{number}}}");

    private static string Text(byte[] payload) => Encoding.UTF8.GetString(payload);

    private async Task<(string Text, long Version)> ReadAsync(string key)
    {
        var found = (await Store.ReadAsync(Rooms, key)).ShouldNotBeNull();
        return (Text(found.Payload), found.Version);
    }

    private async Task<long?> TryWriteAsync(string key, byte[] payload, long? version)
    {
        try
        {
            return await Task.Run(() => Store.WriteAsync(Rooms, key, payload, version));
        }
        catch (StaleVersionException)
        {
            return null;
        }
    }
}
