using System.Diagnostics;

namespace HybridCalendar.Sandbox.Demo.Premises;

/// <summary>Plays steps, waits until what they should bring about is there, and notes how long that took.</summary>
/// <param name="report">Told each step.</param>
internal sealed class DemoChecks(Action<DemoStep> report)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private readonly List<DemoStep> _steps = [];

    public IReadOnlyList<DemoStep> Steps => _steps;

    /// <param name="name">The step.</param>
    /// <param name="act">Does it.</param>
    /// <param name="findProblem">What is still wrong; null when nothing is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StepAsync(string name, Func<Task> act, Func<Task<string?>> findProblem, CancellationToken cancellationToken)
    {
        await act();
        var clock = Stopwatch.StartNew();
        var problem = await findProblem();
        while (problem is not null && clock.Elapsed < s_deadline)
        {
            await Task.Delay(s_look, cancellationToken);
            problem = await findProblem();
        }
        var step = new DemoStep(name, problem is null, clock.Elapsed.TotalMilliseconds, problem);
        _steps.Add(step);
        report(step);
    }

    public Task StepAsync(string name, Func<Task> act, Func<string?> findProblem, CancellationToken cancellationToken) =>
        StepAsync(name, act, () => Task.FromResult(findProblem()), cancellationToken);

    /// <summary>A step in which nobody does anything.</summary>
    public Task StepAsync(string name, Func<string?> findProblem, CancellationToken cancellationToken) =>
        StepAsync(name, () => Task.CompletedTask, findProblem, cancellationToken);

    /// <inheritdoc cref="StepAsync(string, Func{string?}, CancellationToken)" />
    public Task StepAsync(string name, Func<Task<string?>> findProblem, CancellationToken cancellationToken) =>
        StepAsync(name, () => Task.CompletedTask, findProblem, cancellationToken);
}
