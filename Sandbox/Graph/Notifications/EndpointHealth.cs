namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>
/// Judges a host by its answers of the last ten minutes: slow when more than 10 % took over 3 s, dropped when more than 15 %
/// took over 10 s. The judgement holds for the penalty and is then made anew.
/// </summary>
internal sealed class EndpointHealth(TimeProvider time, int minimumSamples, TimeSpan penalty)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2.9);
    private static readonly TimeSpan LostAnswer = TimeSpan.FromSeconds(9.9);

    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, TimeSpan Took)> _answers = new();
    private int _slow;
    private int _lost;
    private EndpointState _state;
    private DateTimeOffset _until;

    public EndpointState State
    {
        get
        {
            lock (_gate)
            {
                if (_state != EndpointState.Normal && time.GetUtcNow() >= _until)
                    (_state, _slow, _lost) = Forget();
                return _state;
            }
        }
    }

    /// <summary>Notes how long an answer, or waiting for one in vain, took.</summary>
    public void Note(TimeSpan took)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _answers.Enqueue((now, took));
            Count(took, 1);
            while (_answers.Peek().At < now - Window)
                Count(_answers.Dequeue().Took, -1);
            if (_answers.Count < minimumSamples)
                return;
            var judged = Judge();
            if (judged > _state)
                (_state, _until) = (judged, now + penalty);
        }
    }

    private EndpointState Judge()
    {
        if (_lost * 100 > _answers.Count * 15)
            return EndpointState.Drop;
        return _slow * 100 > _answers.Count * 10 ? EndpointState.Slow : EndpointState.Normal;
    }

    private (EndpointState, int, int) Forget()
    {
        _answers.Clear();
        return (EndpointState.Normal, 0, 0);
    }

    private void Count(TimeSpan took, int by)
    {
        if (took >= SlowAnswer)
            _slow += by;
        if (took >= LostAnswer)
            _lost += by;
    }
}
