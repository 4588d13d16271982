namespace HybridCalendar.Gateway.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows, ordered by key.</param>
/// <param name="Next">The <c>after</c> of the next page; null when this is the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public const int DefaultSize = 50;
    public const int LargestSize = 500;

    /// <summary>Reads one row more than is shown, to know whether there is a next page.</summary>
    public static async Task<Page<T>> ReadAsync(int? top, Func<int, Task<IReadOnlyList<T>>> read, Func<T, string> key)
    {
        var size = top ?? DefaultSize;
        var rows = await read(size + 1);
        return rows.Count <= size ? new Page<T>(rows, null) : new Page<T>([.. rows.Take(size)], key(rows[size - 1]));
    }
}
