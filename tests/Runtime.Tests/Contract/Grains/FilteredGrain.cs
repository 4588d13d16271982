using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IFilteredGrain")]
public interface IFilteredGrain : IGrainWithStringKey
{
    [Alias("Twice")]
    Task<int> Twice(int value);

    [Alias("Fail")]
    Task Fail(string message);
}

/// <summary>A grain that filters its own calls: it adds one to each argument, and hides some failures.</summary>
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        Journal.Add("own");
        if (context.MethodName == nameof(Twice)) context.Request.SetArgument(0, (int)context.Request.GetArgument(0)! + 1);
        try
        {
            await context.Invoke();
        }
        catch (FormatException failure)
        {
            Journal.Add("caught");
            if (failure.Message == "replace") context.Result = null;
        }
    }

    public Task<int> Twice(int value)
    {
        Journal.Add("grain");
        return Task.FromResult(2 * value);
    }

    public Task Fail(string message) => throw new FormatException(message);
}
