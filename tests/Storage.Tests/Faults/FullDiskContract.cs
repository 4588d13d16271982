using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.Reminders;
using HybridCalendar.Storage.Tests.States;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>The disk fills up while many write: a write that finds no room fails, nothing that was acknowledged is lost, and with room work goes on.</summary>
public abstract class FullDiskContract
{
    private const int MoreThanFits = 20_000;

    /// <summary>Writes that are under way together may share a commit.</summary>
    private const int AtOnce = 4;

    [Fact]
    public Task States_on_a_full_disk() => FillAsync(async disk => new StateRecords(await OpenStatesAsync(disk)));

    [Fact]
    public Task Reminders_on_a_full_disk() => FillAsync(async disk => new ReminderRecords(await OpenRemindersAsync(disk)));

    [Fact]
    public Task The_catalog_on_a_full_disk() => FillAsync(async disk => await CatalogRecords.OpenAsync(await OpenCatalogAsync(disk)));

    /// <summary>Enough for an empty database.</summary>
    protected abstract int SizeInMegabytes { get; }

    /// <summary>A store whose data is on this disk.</summary>
    protected abstract Task<IStateStore> OpenStatesAsync(string disk);

    /// <summary>Reminders whose data is on this disk.</summary>
    protected abstract Task<IReminderStore> OpenRemindersAsync(string disk);

    /// <summary>A database without the catalog's tables, on this disk.</summary>
    protected abstract Task<CatalogDatabase> OpenCatalogAsync(string disk);

    private async Task FillAsync(Func<string, Task<IRecords>> openAsync)
    {
        await using var disk = await SmallDisk.MountAsync(SizeInMegabytes);
        await using var records = await openAsync(disk.Path);
        var (written, failed) = await WriteUntilFullAsync(records);
        written.ShouldNotBeEmpty();
        failed.ShouldNotBeEmpty("all of them fit");
        await ShouldHoldAsync(records, written);
        await disk.GrowAsync(SizeInMegabytes + 50);
        foreach (var number in failed)
            await records.WriteAsync(number);
        await ShouldHoldAsync(records, [.. written, .. failed]);
    }

    private static async Task<(List<int> Written, List<int> Failed)> WriteUntilFullAsync(IRecords records)
    {
        var (written, failed) = (new List<int>(), new List<int>());
        for (var number = 0; number < MoreThanFits && failed.Count == 0; number += AtOnce)
        {
            var numbers = Enumerable.Range(number, AtOnce).ToList();
            var failures = await Task.WhenAll(numbers.Select(one => Task.Run(() => TryWriteAsync(records, one))));
            written.AddRange(numbers.Where((_, index) => failures[index] is null));
            failed.AddRange(numbers.Where((_, index) => failures[index] is not null));
            if (failures.OfType<Exception>().FirstOrDefault() is { } failure)
                TestContext.Current.TestOutputHelper?.WriteLine($"Full after {written.Count} records: {failure.Message}");
        }
        return (written, failed);
    }

    private static async Task<Exception?> TryWriteAsync(IRecords records, int number)
    {
        try
        {
            await records.WriteAsync(number);
            return null;
        }
        catch (Exception failure) when (failure is not StaleVersionException)
        {
            return failure;
        }
    }

    private static async Task ShouldHoldAsync(IRecords records, IReadOnlyCollection<int> numbers)
    {
        foreach (var number in numbers)
            (await records.HasAsync(number)).ShouldBeTrue($"record {number} is gone");
    }
}
