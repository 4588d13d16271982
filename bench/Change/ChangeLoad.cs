using System.Diagnostics;

namespace HybridCalendar.Bench.Change;

/// <summary>Makes calendar changes at a steady rate, whether or not the ones before have arrived, and follows each to its device.</summary>
internal sealed class ChangeLoad(Organization organization, MeetingBook book, TimeSpan limit)
{
    /// <summary>What a person in a room has no patience for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A change that is not on its device within this is lost.</summary>
    public TimeSpan Limit => limit;

    public Task<IReadOnlyList<ChangeResult>> RunAsync(double perSecond, TimeSpan length) => RunAsync(perSecond, length, Task.CompletedTask);

    /// <summary>The same until something has ended as well.</summary>
    public async Task<IReadOnlyList<ChangeResult>> RunAsync(double perSecond, TimeSpan least, Task until)
    {
        var started = Stopwatch.GetTimestamp();
        var running = new List<Task<ChangeResult>>();
        for (var number = 0; number < perSecond * least.TotalSeconds || !until.IsCompleted; number++)
        {
            var wait = TimeSpan.FromSeconds(number / perSecond) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            running.Add(Task.Run(ChangeAsync));
        }
        return await Task.WhenAll(running);
    }

    /// <summary>Makes the next change and waits until it is on its device, or the limit is over.</summary>
    public async Task<ChangeResult> ChangeAsync()
    {
        var change = book.Next();
        var (kind, after) = (change.Kind, change.After);
        var arrival = organization.Devices.WaitAsync(after.Room, after);
        var start = Output.Now;
        try
        {
            after = await organization.Calendar.ChangeAsync(change);
            var answer = Output.Now;
            var arrived = await arrival.WaitAsync(limit);
            return new ChangeResult(kind, arrived - start, arrived > answer ? arrived - answer : TimeSpan.Zero);
        }
        catch (TimeoutException)
        {
            return new ChangeResult(kind, limit, limit, $"not on the device within {limit.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
        {
            return new ChangeResult(kind, limit, limit, failure.Message);
        }
        finally
        {
            book.Put(after);
        }
    }
}
