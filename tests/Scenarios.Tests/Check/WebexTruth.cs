using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Webex;
using HybridCalendar.Scenarios.Tests.Play;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>What the Sandbox's Webex holds for the people of a scenario.</summary>
internal sealed class WebexTruth
{
    private readonly WebexDirectory _people;
    private readonly List<WebexMeeting> _meetings;
    private readonly ILookup<string, string> _spaces;

    public WebexTruth(IServiceProvider sandbox, Cast cast)
    {
        var hosts = cast.People.Select(person => person.Address).ToHashSet();
        _people = sandbox.GetRequiredService<WebexDirectory>();
        _meetings = [.. sandbox.GetRequiredService<WebexMeetings>().All().Where(meeting => hosts.Contains(meeting.Host.Email))];
        _spaces = sandbox.GetRequiredService<WebexSpaces>()
            .Select(space => space.Title.EndsWith($" {cast.Label}", StringComparison.Ordinal), space => (space.Title, Number: $"{space.MeetingNumber}@{space.Site}"))
            .ToLookup(space => space.Title, space => space.Number);
    }

    /// <summary>The meetings to come that nobody asks for any more.</summary>
    public IEnumerable<string> OthersThan(IEnumerable<string> wanted, Instant now) =>
        _meetings.Where(meeting => !meeting.HasEnded(now)).Select(meeting => meeting.Title).Except(wanted).Select(title => $"Webex still holds a meeting '{title}' that nobody wants");

    /// <summary>What a device dials for a keyword; null as long as Webex was not asked, and a problem when it was asked twice.</summary>
    public (string? Address, string? Problem) AddressOf(OwnMeeting own, CastPerson host, EventContent content, IReadOnlyCollection<string> titles)
    {
        if (own == OwnMeeting.PersonalRoom)
            return (_people.FindByEmail(host.Address) is { } person ? $"{person.UserName}@{person.PreferredSite}" : null, null);
        var found = own == OwnMeeting.Space
            ? [.. titles.SelectMany(title => _spaces[title])]
            : _meetings.Where(meeting => meeting.Host.Email == host.Address && titles.Contains(meeting.Title)).Select(meeting => meeting.SipAddress).ToList();
        return found.Count switch
        {
            0 => (null, $"Webex has no {own} for '{content.Subject}'"),
            1 => (found[0], null),
            _ => (null, $"Webex has {found.Count} times {own} for '{content.Subject}'"),
        };
    }

    /// <summary>A meeting of its own follows the invitation: title, time, and days.</summary>
    /// <param name="host">Who called the meeting.</param>
    /// <param name="content">What asks for it.</param>
    /// <param name="lastEnd">When its last occurrence ends, moved ones as they are; null when none does.</param>
    /// <param name="now">The present.</param>
    public string? FindDifference(CastPerson host, EventContent content, Instant? lastEnd, Instant now)
    {
        if (_meetings.Find(meeting => meeting.Host.Email == host.Address && meeting.Title == content.Subject) is not { } made)
            return $"Webex has no meeting of the title '{content.Subject}'";
        var most = content.Recurrence is { } recurrence ? SameDays(recurrence) : 1;
        var wanted = Starts(content).Take(most).ToList();
        var planned = made.Occurrences().Select(occurrence => occurrence.Start).Take(most).ToList();
        // Nobody can join what is over; a day alone lacks a minute.
        if (lastEnd > now && made.HasEnded(lastEnd.Value - Duration.FromMinutes(2)))
            return $"Webex's meeting '{content.Subject}' is over before its last occurrence ends at {lastEnd}";
        // It may go on so far, and no further.
        var isNeeded = planned.Count <= wanted.Count || planned[^2] + made.Duration < lastEnd;
        return wanted.SequenceEqual(planned.Take(wanted.Count)) && isNeeded ? null
            : $"Webex's meeting '{content.Subject}' takes place on [{string.Join(", ", planned)}] instead of [{string.Join(", ", wanted)}]";
    }

    /// <summary>
    /// How many of a series' first days Webex can have: it has neither a day among several, such as a month's first working day, nor the
    /// last day of February for the 30th.
    /// </summary>
    private static int SameDays(EventRecurrence recurrence)
    {
        var pattern = recurrence.Pattern;
        var days = Enum.GetValues<Weekdays>().Count(day => day != Weekdays.None && pattern.Days.HasFlag(day));
        return pattern.Type switch
        {
            "relativeMonthly" when days is > 1 and < 7 => 1,
            "absoluteMonthly" when pattern.DayOfMonth is 29 or 30 =>
                Math.Max(1, recurrence.Dates(recurrence.Range.StartDate).Take(6).TakeWhile(day => day.Day == pattern.DayOfMonth).Count()),
            _ => 6,
        };
    }

    private static IEnumerable<Instant> Starts(EventContent content)
    {
        var start = content.Start!;
        return content.Recurrence is not { } recurrence
            ? [start.ToInstant()]
            : recurrence.Dates(recurrence.Range.StartDate).Select(day => (start with { Local = day + start.Local.TimeOfDay }).ToInstant());
    }
}
