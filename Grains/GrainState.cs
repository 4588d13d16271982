using Orleans.Runtime;

namespace HybridCalendar.Grains;

/// <summary>How grains write state: build the new value, write it, then accept it.</summary>
internal static class GrainState
{
    /// <summary>Writes a new value. When the write fails, the value in memory is still the one that storage holds.</summary>
    public static async Task WriteAsync<TState>(this IPersistentState<TState> state, TState next)
    {
        var previous = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = previous;
            throw;
        }
    }
}
