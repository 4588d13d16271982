using NodaTime;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>All meetings, and the quotas of those who create them.</summary>
internal sealed class WebexMeetings(WebexSandboxOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, WebexMeeting> _meetings = [];
    private readonly SlidingWindow _created = new(TimeSpan.FromHours(24), time);

    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Counts one attempt, whether or not it succeeds later: Cisco counts failures too.</summary>
    public void CountAttempt(WebexCaller caller, string host)
    {
        var wait = caller.IsAdmin
            ? _created.Take("admin", options.MeetingsPerAdmin) ?? _created.Take($"admin/{host.ToUpperInvariant()}", options.MeetingsPerAdminAndHost)
            : _created.Take($"user/{caller.Person.Id}", options.MeetingsPerUser);
        if (wait is { } delay) throw WebexProblem.TooMany(delay);
    }

    public WebexMeeting Add(WebexMeeting meeting)
    {
        lock (_lock) return _meetings[meeting.Id] = meeting;
    }

    public WebexMeeting? Find(string seriesId)
    {
        lock (_lock) return _meetings.GetValueOrDefault(seriesId);
    }

    public WebexMeeting? FindAdhoc(string roomId)
    {
        lock (_lock) return _meetings.Values.FirstOrDefault(m => m.IsAdhoc && m.RoomId == roomId && m.End > Now);
    }

    /// <summary>Whether a video address leads to a meeting that is over, which nobody can join any more.</summary>
    public bool IsOver(string address)
    {
        lock (_lock) return _meetings.Values.Any(m => m.SipAddress.Equals(address, StringComparison.OrdinalIgnoreCase) && m.HasEnded(Now));
    }

    /// <summary>Changes a meeting; two changes never overlap.</summary>
    public WebexMeeting Change(string seriesId, Func<WebexMeeting, WebexMeeting> change)
    {
        lock (_lock)
        {
            if (!_meetings.TryGetValue(seriesId, out var meeting)) throw WebexProblem.NotFound("meeting");
            return _meetings[seriesId] = change(meeting);
        }
    }

    public void Remove(string seriesId)
    {
        lock (_lock) _meetings.Remove(seriesId);
    }

    /// <summary>In the order of their creation.</summary>
    public IReadOnlyList<WebexMeeting> All()
    {
        lock (_lock) return [.. _meetings.Values];
    }

    public void Clear()
    {
        lock (_lock) _meetings.Clear();
        _created.Clear();
    }
}
