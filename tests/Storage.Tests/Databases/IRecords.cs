namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>Records of one kind in a store, each known by its number.</summary>
internal interface IRecords : IAsyncDisposable
{
    /// <summary>Writes a record, also where an earlier try may have left it.</summary>
    Task WriteAsync(int number);

    /// <summary>Whether a record is there as it was written last. Half of one fails the test.</summary>
    Task<bool> HasAsync(int number);
}
