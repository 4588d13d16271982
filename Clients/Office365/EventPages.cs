using System.Text.Json;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Reads the pages of a list. Graph has been seen to hand out the same page under ever new links without an end, so a link
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

    private readonly HashSet<string> _ids = [];
    private readonly HashSet<string> _links = [];
    private int _pages;

    /// <summary>What the last page holds; an event may stand on several pages.</summary>
    public IReadOnlyList<CalendarEvent> Latest { get; private set; } = [];

    /// <summary>True when the pages were given up because they have no end: then they are not the whole list.</summary>
    public bool IsEndless { get; private set; }

    /// <summary>Takes a page.</summary>
    /// <returns>The absolute link of the next page, or null after the last.</returns>
    public string? Add(JsonElement page)
    {
        var body = new LenientObject(page, "", []);
        if (!body.IsPresent || !page.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
            throw new GraphException(GraphError.Transient, $"{operation}: the answer is not a list.");
        Latest = [.. value.EnumerateArray().Select(GraphEventReader.Read).Where(ev => ev.Id.Length > 0)];
        var before = _ids.Count;
        _ids.UnionWith(Latest.Select(ev => ev.Id));
        if (body.String("@odata.nextLink") is not { Length: > 0 } next)
            return null;
        if (!_links.Add(next) || ++_pages >= MostPages || (value.GetArrayLength() > 0 && _ids.Count == before))
            IsEndless = true;
        return IsEndless ? null : next;
    }
}
