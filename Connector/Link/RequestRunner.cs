using HybridCalendar.Clients.Connectors;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Connector.Answers;
using HybridCalendar.Connector.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Connector.Link;

/// <summary>
/// Does requests, each once however often it comes: one that is answered is answered from the journal, one that is in work is let work. It
/// outlives connections, what is in work does not: once the connection is lost, another connector may be doing it. An answer goes to
/// whichever connection is open when it is ready.
/// </summary>
internal sealed partial class RequestRunner(
    IRequestHandler handler, AnswerJournal journal, AlarmBoard alarms, Pauses pauses, TimeProvider time, ILogger<RequestRunner> log) : IAsyncDisposable
{
    private const int MostTries = 5;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _working = [];
    private readonly Dictionary<string, LinkFrame.Request> _again = [];
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _turn = new();
    private volatile Dictionary<string, LinkKey> _keys = [];
    private bool _hasGivenUp;
    private bool _hasFailed;

    /// <summary>Sends a frame on the connection that is open; a frame that is lost with it is made up for after the next hello.</summary>
    public Func<LinkFrame, Task> Send { get; set; } = NoConnectionAsync;

    public static Task NoConnectionAsync(LinkFrame frame) => Task.FromException(new LinkClosedException("there is no connection"));

    /// <summary>How many requests are in work.</summary>
    public int Working
    {
        get
        {
            lock (_gate)
                return _working.Count;
        }
    }

    /// <summary>Whether what was asked is left to whoever is asked next, and nothing is begun.</summary>
    public bool HasGivenUp
    {
        get
        {
            lock (_gate)
                return _hasGivenUp;
        }
    }

    /// <summary>The keys that may be used from now on.</summary>
    public void UseKeys(IEnumerable<LinkKey> keys) => _keys = keys.ToDictionary(key => key.Id);

    /// <summary>Takes a request; returns at once. One that is in work is looked at once more when that is done: its answer may have been lost.</summary>
    public void Take(LinkFrame.Request request)
    {
        lock (_gate)
        {
            // What is left out here is handed out once more when the gateway has heard that nothing is done here.
            if (_hasGivenUp)
                return;
            // Taken here: work that has not begun when the turn ends must not begin in the next one.
            var turn = _turn.Token;
            if (!_working.ContainsKey(request.Id))
                _working[request.Id] = Task.Run(() => WorkAsync(request, turn));
            else
                _again[request.Id] = request;
        }
    }

    /// <summary>Answers that the gateway has not acknowledged, once more.</summary>
    public async Task ResendAsync()
    {
        foreach (var (id, answer) in journal.Unacknowledged())
            await Send(new LinkFrame.Answer(id, answer));
    }

    public void Acknowledge(string id)
    {
        try
        {
            journal.Acknowledge(id);
        }
        catch (SqliteException failure)
        {
            // It is sent once more after the next hello, which does no harm.
            LogNotKept(log, failure);
        }
    }

    /// <summary>Another connector serves, or may: what is in work is left to whoever is asked next.</summary>
    public async Task StopWorkAsync()
    {
        CancellationTokenSource turn;
        lock (_gate)
        {
            (turn, _turn) = (_turn, new CancellationTokenSource());
            _again.Clear();
        }
        await turn.CancelAsync();
        turn.Dispose();
    }

    /// <summary>
    /// Answers cannot be kept: what is in work is left to whoever is asked next, and nothing is begun until <see cref="Resume"/>.
    /// Returns at once; what is in work ends soon.
    /// </summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            if (_hasGivenUp && _working.Count == 0)
                return;
            _hasGivenUp = true;
        }
        _ = StopWorkAsync();
    }

    /// <summary>The gateway knows that what it had asked is not done here: what it asks from now on is.</summary>
    public void Resume()
    {
        lock (_gate)
            _hasGivenUp = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] left;
        lock (_gate)
        {
            _again.Clear();
            left = [.. _working.Values];
        }
        await Task.WhenAll(left);
        _turn.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync(LinkFrame.Request request, CancellationToken turn)
    {
        try
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, turn);
            cancel.Token.ThrowIfCancellationRequested();
            await Send(await TryAsync(request, cancel.Token));
        }
        catch (OperationCanceledException)
        {
            // Somebody else does it, or this connector after its restart.
        }
        catch (LinkClosedException)
        {
            // The answer is in the journal; it is sent after the next hello, and when the request comes again.
        }
        finally
        {
            Finish(request.Id);
        }
    }

    private void Finish(string id)
    {
        lock (_gate)
        {
            _working.Remove(id);
            // Within the lock: a turn that ends meanwhile must end this too.
            if (_again.Remove(id, out var again) && !_stop.IsCancellationRequested)
                Take(again);
        }
    }

    private async Task<LinkFrame> TryAsync(LinkFrame.Request request, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await AnswerAsync(request, cancel);
                // What the handler raised by itself is not the runner's to clear.
                if (Interlocked.Exchange(ref _hasFailed, false))
                    alarms.Clear(AlarmBoard.RequestFailed);
                return answer;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // A handler answers what cannot be done; what it throws is tried again a few times and told to the administrator.
                LogFailed(log, failure, tries);
                Volatile.Write(ref _hasFailed, true);
                alarms.RaiseRequestFailed(failure);
                if (tries == MostTries)
                    return new LinkFrame.Unreadable(request.Id, $"it failed {tries} times ({failure.GetType().Name}).");
                await Task.Delay(pauses.After(tries), time, cancel);
            }
        }
    }

    private async Task<LinkFrame> AnswerAsync(LinkFrame.Request request, CancellationToken cancel)
    {
        if (journal.Find(request.Id) is { } answered)
            return new LinkFrame.Answer(request.Id, answered);
        if (LinkCipher.KeyIdOf(request.Jwe) is not { } id || !_keys.TryGetValue(id, out var key))
            return new LinkFrame.Unreadable(request.Id, "it has not the key.");
        string json;
        try
        {
            json = LinkCipher.Open(key, request.Id, LinkWay.Request, request.Jwe);
        }
        catch (LinkCipherException wrong)
        {
            return new LinkFrame.Unreadable(request.Id, wrong.Message);
        }
        var answer = await handler.HandleAsync(request.Id, json, cancel);
        return new LinkFrame.Answer(request.Id, await KeepAsync(request.Id, LinkCipher.Seal(key, request.Id, LinkWay.Answer, answer), cancel));
    }

    /// <summary>
    /// Keeps an answer. When that cannot be done for long, all work is given up, which ends the waiting here; to do the request again would
    /// only book once more what cannot be noted.
    /// </summary>
    private async Task<string> KeepAsync(string id, string answer, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return journal.Store(id, answer);
            }
            catch (SqliteException failure)
            {
                LogNotKept(log, failure);
            }
            await Task.Delay(pauses.After(tries), time, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of answers cannot be written")]
    private static partial void LogNotKept(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request could not be done, try {Tries}")]
    private static partial void LogFailed(ILogger logger, Exception failure, int tries);
}
