using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Clusters;

/// <summary>Meetings that ask Webex for a space of their own, made while a fault is under way: each has to have one, and none two.</summary>
/// <param name="organization">Where they are made.</param>
/// <param name="people">How many schedulers it has.</param>
internal sealed class SpaceMeetings(Organization organization, int people)
{
    private const int AtOnce = 10;

    /// <summary>Later than all that rooms have, within what is processed at once.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(45);

    private readonly HashSet<string> _titles = [];

    /// <summary>Makes some more.</summary>
    public Task MakeAsync() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => MakeOneAsync(_titles.Count)).ToList());

    /// <summary>Waits until each has a space.</summary>
    /// <returns>How many have none, or more than one.</returns>
    public async Task<int> CountWrongAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var spaces = await ReadAsync();
            if (deadline.IsCancellationRequested || _titles.All(spaces.ContainsKey))
                return _titles.Count(title => spaces.GetValueOrDefault(title) != 1);
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task MakeOneAsync(int number)
    {
        var title = $"Space {number:d5}";
        _titles.Add(title);
        var start = Output.Tomorrow + s_ahead + (number * TimeSpan.FromMinutes(30));
        await organization.Calendar.CreateAsync(number % people, new
        {
            subject = title,
            location = new { displayName = "@meet" },
            start = Time(start),
            end = Time(start.AddMinutes(25)),
            attendees = new[] { new { type = "required", emailAddress = new { address = BenchWorld.PersonMail((number + 1) % people) } } },
        });
    }

    private async Task<Dictionary<string, int>> ReadAsync()
    {
        var spaces = await organization.SandboxHttp.GetFromJsonAsync<JsonElement>("sandbox/webex/spaces");
        return spaces.EnumerateArray().CountBy(space => space.GetProperty("title").GetString()!).ToDictionary();
    }

    private static object Time(DateTimeOffset time) => new { dateTime = time.UtcDateTime.ToString("s"), timeZone = "UTC" };
}
