using System.Globalization;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.States;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>The disk fills up while grains write: a write that finds no room fails, nothing that was acknowledged is lost, and with room work goes on.</summary>
public abstract class FullDiskContract
{
    private const string Rooms = "room-mailbox";
    private const int RecordSize = 100_000;
    private const int MoreThanFits = 500;

    [Fact]
    public async Task A_full_disk_fails_writes_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(SizeInMegabytes);
        await using var store = await OpenAsync(disk.Path);
        var versions = await FillAsync(store);
        versions.Count.ShouldBeInRange(1, MoreThanFits - 1);
        await ShouldHoldAsync(store, versions);
        await disk.GrowAsync(SizeInMegabytes + 50);
        versions[versions.Count] = await store.WriteAsync(Rooms, Key(versions.Count), Payload(versions.Count), await VersionOfAsync(store, versions.Count));
        await ShouldHoldAsync(store, versions);
    }

    /// <summary>Enough for an empty database.</summary>
    protected abstract int SizeInMegabytes { get; }

    /// <summary>A store whose data is on this disk.</summary>
    protected abstract Task<IStateStore> OpenAsync(string disk);

    private static async Task<Dictionary<int, long>> FillAsync(IStateStore store)
    {
        var versions = new Dictionary<int, long>();
        try
        {
            for (var number = 0; number < MoreThanFits; number++)
                versions[number] = await store.WriteAsync(Rooms, Key(number), Payload(number), null);
        }
        catch (Exception failure) when (failure is not StaleVersionException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"Full after {versions.Count} records: {failure.Message}");
        }
        return versions;
    }

    private static async Task ShouldHoldAsync(IStateStore store, Dictionary<int, long> versions)
    {
        foreach (var (number, version) in versions)
        {
            var found = (await store.ReadAsync(Rooms, Key(number))).ShouldNotBeNull();
            found.Version.ShouldBe(version);
            found.Payload.AsSpan().SequenceEqual(Payload(number)).ShouldBeTrue();
        }
    }

    /// <summary>Of the write that failed nothing may be left; a store that cannot know has all of it.</summary>
    private static async Task<long?> VersionOfAsync(IStateStore store, int number) => (await store.ReadAsync(Rooms, Key(number)))?.Version;

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"room:{number}@contoso.example");

    /// <summary>JSON that does not compress, other for each number.</summary>
    private static byte[] Payload(int number)
    {
        var bytes = new byte[RecordSize / 2];
        new Random(number).NextBytes(bytes);
        return System.Text.Encoding.ASCII.GetBytes($"\"{Convert.ToHexString(bytes)}\"");
    }
}
