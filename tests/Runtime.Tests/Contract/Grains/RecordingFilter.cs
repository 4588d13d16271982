using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

/// <summary>The host's filter; it looks only at grains that ask for it.</summary>
public sealed class RecordingFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not FilteredGrain)
        {
            await context.Invoke();
            return;
        }

        var journal = Journal.Of(context.TargetId.Key.ToString()!);
        journal.Add($"host before {context.MethodName}");
        await context.Invoke();
        journal.Add($"host after {context.Result}");
    }
}
