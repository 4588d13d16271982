using System.Diagnostics;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Premises;

/// <summary>Schedules meetings, each in a half hour that its room has free, and moves some of them.</summary>
internal sealed class PremisesLoad(PremisesOrganization organization, PremisesPlan plan, DateTimeOffset tomorrow)
{
    /// <summary>One of so many changes moves a meeting that is there; the others are new ones.</summary>
    private const int MoveEvery = 5;

    private static readonly TimeSpan s_slot = TimeSpan.FromMinutes(30);
    private readonly List<PremisesMeeting> _meetings = [];

    public IReadOnlyList<PremisesMeeting> Meetings => _meetings;

    public async Task ScheduleAsync(int count)
    {
        var made = new PremisesMeeting[count];
        var first = _meetings.Count;
        await WorldSetup.EachAsync(count, async number => made[number] = await MakeAsync(first + number));
        _meetings.AddRange(made);
    }

    /// <summary>Changes at a steady rate.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(int perMinute, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var count = (int)(perMinute * length.TotalMinutes);
        for (var change = 0; change < count; change++)
        {
            var wait = TimeSpan.FromMinutes((double)change / perMinute) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            if (change % MoveEvery == 0)
                await MoveAsync(change);
            else
                _meetings.Add(await MakeAsync(_meetings.Count));
        }
        return count;
    }

    private async Task MoveAsync(int index)
    {
        var moved = _meetings[index] with { IsMoved = true };
        await organization.Calendar.ChangeAsync(moved.Organizer, moved.EventId, moved.ToTimes());
        _meetings[index] = moved;
    }

    private async Task<PremisesMeeting> MakeAsync(int number)
    {
        // Room by room, then the next half hour. Series keep to the first week of their slots.
        var meeting = new PremisesMeeting(number, number % plan.Users, number % plan.Rooms, tomorrow + (number / plan.Rooms * s_slot));
        return meeting with { EventId = await organization.Calendar.CreateAsync(meeting.Organizer, meeting.ToEvent()) };
    }
}
