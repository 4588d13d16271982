using System.Collections.Concurrent;
using HybridCalendar.Connector.Requests;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Does requests by counting them.</summary>
internal sealed class CountingHandler : IRequestHandler
{
    private readonly ConcurrentDictionary<string, int> _done = new();
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CountingHandler() => _open.SetResult();

    /// <summary>How often each request was done.</summary>
    public IReadOnlyDictionary<string, int> Done => _done;

    /// <summary>What it was last asked.</summary>
    public string? Asked { get; private set; }

    /// <summary>The most requests that were in work at one time.</summary>
    public int Most { get; private set; }

    /// <summary>How many requests are in work.</summary>
    public int Working => Volatile.Read(ref _working);

    private int _working;

    /// <summary>From now on requests stay in work.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    /// <summary>Called when a request begins.</summary>
    public Action Begins { get; set; } = () => { };

    /// <summary>A request that is cancelled ends with this, as one in whose midst TMS is asked.</summary>
    public Task Ends { get; set; } = Task.CompletedTask;

    public async Task<string> HandleAsync(string requestId, string requestJson, CancellationToken cancellationToken)
    {
        Most = Math.Max(Most, Interlocked.Increment(ref _working));
        try
        {
            Begins();
            Asked = requestJson;
            await _open.Task.WaitAsync(cancellationToken);
            _done.AddOrUpdate(requestId, 1, (_, count) => count + 1);
            return $$"""{"link":"https://video.example/zagora/{{requestId}}"}""";
        }
        catch (OperationCanceledException)
        {
            await Ends;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _working);
        }
    }
}
