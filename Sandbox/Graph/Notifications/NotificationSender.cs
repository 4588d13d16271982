using System.Collections.Concurrent;
using System.Threading.Channels;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Time;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>
/// Delivers notifications: batched per address, first attempt within 3 s, retries within 10 s for up to 4 h, with the
/// penalties for slow endpoints.
/// </summary>
internal sealed partial class NotificationSender(NotificationPost post, CallCounters counters, DelayedWork later, TimeProvider time,
    IOptions<GraphSandboxOptions> options, ILogger<NotificationSender> log) : IAsyncDisposable
{
    private const int WorkersPerAddress = 4;
    private readonly GraphSandboxOptions _options = options.Value;
    private readonly ConcurrentDictionary<Uri, Lazy<Channel<Notification>>> _addresses = new();
    private readonly ConcurrentDictionary<string, EndpointHealth> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _jitter = new(options.Value.Seed);

    /// <summary>Told when a notification was dropped and can never be delivered.</summary>
    public Action<Notification>? Dropped { get; set; }

    /// <summary>How long a bad endpoint goes without.</summary>
    public TimeSpan Penalty => _options.EndpointPenalty;

    public EndpointState StateOf(Uri url) => Host(url).State;

    public void Send(Notification notification)
    {
        switch (Host(notification.Url).State)
        {
            case EndpointState.Drop:
                counters.Event("notificationsDropped");
                Dropped?.Invoke(notification);
                break;
            case EndpointState.Slow:
                counters.Event("notificationsSlowed");
                later.At(time.GetUtcNow() + _options.EndpointPenalty, () => Queue(notification));
                break;
            default:
                Queue(notification);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _stop.Dispose();
    }

    private EndpointHealth Host(Uri url) =>
        _hosts.GetOrAdd(url.Authority, _ => new(time, _options.EndpointMinimumSamples, _options.EndpointPenalty));

    private void Queue(Notification notification)
    {
        if (_stop.IsCancellationRequested)
            return;
        counters.Event("notificationsQueued");
        _addresses.GetOrAdd(notification.Url, url => new(() => Start(url))).Value.Writer.TryWrite(notification);
    }

    private Channel<Notification> Start(Uri url)
    {
        var channel = Channel.CreateUnbounded<Notification>();
        for (var i = 0; i < WorkersPerAddress; i++)
            Run(() => WorkAsync(url, channel.Reader));
        return channel;
    }

    private void Run(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The server stops; what is under way is given up.
            }
        });
        _running[task] = 0;
        _ = task.ContinueWith(t => _running.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task WorkAsync(Uri url, ChannelReader<Notification> queue)
    {
        while (await queue.WaitToReadAsync(_stop.Token))
        {
            var batch = new List<Notification>();
            while (batch.Count < _options.NotificationsPerPost && queue.TryRead(out var notification))
                batch.Add(notification);
            if (batch.Count > 0)
                await AttemptAsync(url, batch, 0, time.GetUtcNow());
        }
    }

    private async Task AttemptAsync(Uri url, List<Notification> batch, int attempt, DateTimeOffset first)
    {
        var limit = attempt == 0 ? _options.FirstAttemptTimeout : _options.RetryTimeout;
        var started = time.GetTimestamp();
        var status = await post.SendAsync(url, batch, limit, _stop.Token);
        counters.Event("notificationsTried", batch.Count);
        Host(url).Note(time.GetElapsedTime(started));
        if (status is >= 200 and < 300)
        {
            counters.Event("notificationsDelivered", batch.Count);
            counters.Event("notificationPosts");
            return;
        }
        var wait = Backoff(attempt);
        if (time.GetUtcNow() + wait - first > _options.RetryLimit)
        {
            counters.Event("notificationsGivenUp", batch.Count);
            GivenUp(batch.Count, url.Authority);
            return;
        }
        counters.Event("notificationRetries");
        later.At(time.GetUtcNow() + wait, () => Repeat(url, batch, attempt + 1, first));
    }

    private void Repeat(Uri url, List<Notification> batch, int attempt, DateTimeOffset first)
    {
        counters.Event("notificationsQueued", batch.Count);
        Run(() => AttemptAsync(url, batch, attempt, first));
    }

    private TimeSpan Backoff(int attempt)
    {
        double jitter;
        lock (_jitter)
            jitter = 0.9 + (_jitter.NextDouble() * 0.2);
        var seconds = Math.Min(_options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(attempt, 16)), 600);
        return TimeSpan.FromSeconds(seconds * jitter);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} notifications to {Host} were given up")]
    private partial void GivenUp(int count, string host);
}
