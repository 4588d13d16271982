using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using HybridCalendar.Storage.Tests.Databases;

namespace HybridCalendar.Storage.Tests.States;

/// <summary>States of 100 kB that do not compress.</summary>
internal sealed class StateRecords(IStateStore store) : IRecords
{
    private const string Rooms = "room-mailbox";
    private readonly ConcurrentDictionary<int, long> _versions = [];

    /// <summary>Of a write that failed nothing may be left; a store that cannot know has all of it.</summary>
    public async Task WriteAsync(int number) =>
        _versions[number] = await store.WriteAsync(Rooms, Key(number), Payload(number), (await store.ReadAsync(Rooms, Key(number)))?.Version);

    public async Task<bool> HasAsync(int number)
    {
        if (await store.ReadAsync(Rooms, Key(number)) is not { } found)
            return false;
        found.Version.ShouldBe(_versions[number]);
        found.Payload.AsSpan().SequenceEqual(Payload(number)).ShouldBeTrue();
        return true;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"room:{number}@contoso.example");

    /// <summary>JSON, other for each number.</summary>
    private static byte[] Payload(int number)
    {
        var bytes = new byte[50_000];
        new Random(number).NextBytes(bytes);
        return Encoding.ASCII.GetBytes($"\"{Convert.ToHexString(bytes)}\"");
    }
}
