using System.Collections.Immutable;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>
/// A set of changes to an event, each named by the property it sets. The same object is a POST body, a PATCH body and what an
/// exception of a series changes against its master.
/// </summary>
public sealed class EventPatch
{
    /// <summary>Changes nothing.</summary>
    public static readonly EventPatch Empty = new([]);

    private readonly ImmutableArray<(string Name, Func<EventContent, EventContent> Change)> _changes;

    private EventPatch(ImmutableArray<(string, Func<EventContent, EventContent>)> changes) => _changes = changes;

    /// <summary>The properties it sets.</summary>
    public IEnumerable<string> Names => _changes.Select(c => c.Name);

    /// <summary>Whether it sets a property.</summary>
    public bool Sets(string name) => _changes.Any(c => c.Name == name);

    /// <summary>The same with one more change; an earlier one of that name is replaced.</summary>
    public EventPatch With(string name, Func<EventContent, EventContent> change) =>
        new(_changes.RemoveAll(c => c.Name == name).Add((name, change)));

    /// <summary>The changes of both; where both set a property, the later one's.</summary>
    public EventPatch Then(EventPatch later)
    {
        var merged = this;
        foreach (var (name, change) in later._changes)
            merged = merged.With(name, change);
        return merged;
    }

    /// <summary>The content with all changes made, in order.</summary>
    public EventContent ApplyTo(EventContent content)
    {
        foreach (var (_, change) in _changes)
            content = change(content);
        return content;
    }
}
