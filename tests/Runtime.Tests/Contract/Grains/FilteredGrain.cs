using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IFilteredGrain")]
public interface IFilteredGrain : IGrainWithStringKey
{
    [Alias("Twice")]
    Task<int> Twice(int value);

    [Alias("Fail")]
    Task Fail();
}

/// <summary>A grain that filters its own calls: it adds one to each argument, and hides one failure.</summary>
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        Journal.Add("own");
        if (context.Request.GetArgumentCount() == 1) context.Request.SetArgument(0, (int)context.Request.GetArgument(0)! + 1);
        try
        {
            await context.Invoke();
        }
        catch (FormatException)
        {
            Journal.Add("hidden");
        }
    }

    public Task<int> Twice(int value)
    {
        Journal.Add("grain");
        return Task.FromResult(2 * value);
    }

    public Task Fail() => throw new FormatException("seen by the filter only");
}
