using System.Text.Json;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Collects the pages of a list. Graph has been seen to hand out the same page under ever new links without an end, so a link
/// that repeats, a page without anything new and too many pages give the list up: half a calendar would look like meetings that
/// were cancelled.
/// </summary>
internal sealed class EventPages(string operation)
{
    /// <summary>At 100 events a page, more than a mailbox holds in our horizon.</summary>
    public const int MostPages = 200;

    public const int PageSize = 100;

    /// <summary>The most that Graph gives at once: an outline's events are small.</summary>
    public const int OutlineSize = 1000;

    private readonly Dictionary<string, CalendarEvent> _events = [];
    private readonly HashSet<string> _links = [];
    private int _pages;

    public IReadOnlyList<CalendarEvent> Events => [.. _events.Values];

    /// <summary>True when the pages were given up because they have no end: then <see cref="Events"/> is not the whole list.</summary>
    public bool IsEndless { get; private set; }

    /// <summary>Takes a page.</summary>
    /// <returns>The absolute link of the next page, or null after the last.</returns>
    public string? Add(JsonElement page)
    {
        var body = new LenientObject(page, "", []);
        if (!body.IsPresent || !page.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
            throw new GraphException(GraphError.Transient, $"{operation}: the answer is not a list.");
        var before = _events.Count;
        var read = 0;
        foreach (var item in value.EnumerateArray())
        {
            var calendarEvent = GraphEventReader.Read(item);
            if (calendarEvent.Id.Length > 0)
                _events[calendarEvent.Id] = calendarEvent;
            read++;
        }
        if (body.String("@odata.nextLink") is not { Length: > 0 } next)
            return null;
        if (!_links.Add(next) || ++_pages >= MostPages || (read > 0 && _events.Count == before))
            IsEndless = true;
        return IsEndless ? null : next;
    }
}
