using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Events for the tests of the finder.</summary>
internal static class Meetings
{
    public static CalendarEvent WithBody(string text) => new() { Body = new EventBody(false, text) };

    public static CalendarEvent WithHtml(string html) => new() { Body = new EventBody(true, html) };

    public static CalendarEvent WithLocation(string location) => new() { Location = location };

    public static JoinTargetSearch Search(this CalendarEvent ev) => JoinTargetFinder.Find(ev, JoinRuleSet.Default);

    /// <summary>"Protocol address" of what is found, or "none".</summary>
    public static string Dialled(this CalendarEvent ev) => ev.Search().Target is { } target ? $"{target.Protocol} {target.Address}" : "none";
}
