namespace HybridCalendar.Grains.Series;

/// <summary>Which series grains hold a state, from where the runtime stores it: one of which no list tells is found nowhere else.</summary>
public interface IStoredSeries
{
    /// <param name="after">The last key of the page before, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    /// <returns>Keys of series grains, in order.</returns>
    Task<IReadOnlyList<string>> ListAsync(string? after, int top);
}
