namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>Compares a table of rooms with the systems that TMS lists.</summary>
public static class RoomMappingResolver
{
    /// <summary>Fills in the ids of systems that are given by name, and finds systems that TMS does not have.</summary>
    /// <param name="mappings">The table.</param>
    /// <param name="systems">Ids and names of TMS's systems.</param>
    /// <returns>The table with ids, or all that does not fit; then nothing is to be used. The line of a problem is the row's number, from 1.</returns>
    public static RoomMappingFile Resolve(IReadOnlyList<RoomMapping> mappings, IReadOnlyList<(long Id, string Name)> systems)
    {
        var ids = systems.Select(system => system.Id).ToHashSet();
        var byName = systems.ToLookup(system => system.Name, system => system.Id, StringComparer.OrdinalIgnoreCase);
        var resolved = new List<RoomMapping>();
        var problems = new List<RoomMappingProblem>();
        for (var row = 0; row < mappings.Count; row++)
        {
            var mapping = mappings[row];
            var named = mapping.SystemId is { } id ? ids.Contains(id) ? [id] : [] : byName[mapping.SystemName].ToList();
            if (named.Count == 1)
                resolved.Add(mapping with { SystemId = named[0] });
            else
                problems.Add(new RoomMappingProblem(row + 1, named.Count == 0 ? "TMS has no such system." : "TMS has several systems of this name: give the id."));
        }
        foreach (var twice in resolved.Select((mapping, row) => (mapping.SystemId, Row: row + 1)).GroupBy(one => one.SystemId).Where(same => same.Count() > 1))
            problems.Add(new RoomMappingProblem(twice.Last().Row, "The system is given to two mailboxes."));
        return problems.Count > 0 ? new RoomMappingFile([], problems) : new RoomMappingFile(resolved, []);
    }
}
