using HybridCalendar.Sandbox.Tms.Soap;

namespace HybridCalendar.Sandbox.Tms.Systems;

/// <summary>All systems, their licences, and the tickets that were raised about these.</summary>
public sealed class TmsSystems(TmsOptions options)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, TmsSystem> _systems = [];
    private readonly List<string> _tickets = [];

    public IReadOnlyList<TmsSystem> All
    {
        get
        {
            lock (_lock)
                return [.. _systems.Values];
        }
    }

    public IReadOnlyList<string> Tickets
    {
        get
        {
            lock (_lock)
                return [.. _tickets];
        }
    }

    /// <summary>Adds or replaces a system.</summary>
    public void Put(TmsSystem system)
    {
        lock (_lock)
            _systems[system.Id] = system;
    }

    /// <summary>Purges a system: conferences go on naming it.</summary>
    public void Remove(int id)
    {
        lock (_lock)
            _systems.Remove(id);
    }

    public TmsSystem? Find(long id)
    {
        lock (_lock)
            return id is > 0 and <= int.MaxValue ? _systems.GetValueOrDefault((int)id) : null;
    }

    public TmsSystem? FindByEmail(string email) =>
        email.Length == 0 ? null : All.FirstOrDefault(system => system.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes a licence for each system that has none yet, if the option keys allow it.</summary>
    /// <returns>Whether all of them may be booked.</returns>
    internal bool TryLicense(IEnumerable<int> ids)
    {
        if (options.IntegrationPackage)
            return true;
        lock (_lock)
        {
            var all = true;
            foreach (var system in ids.Select(id => _systems[id]).Where(system => !system.AllowRemoteBookings).ToList())
            {
                if (_systems.Values.Count(one => one.AllowRemoteBookings) < options.SystemLicences)
                {
                    _systems[system.Id] = system with { AllowRemoteBookings = true };
                    continue;
                }
                _tickets.Add($"No licence is left for remote bookings of system {system.Id}.");
                all = false;
            }
            return all;
        }
    }

    internal TmsSystem Require(long id) => Find(id) ?? throw new TmsFault(TmsErrorCode.SystemNotFound, $"There is no system {id}.");
}
