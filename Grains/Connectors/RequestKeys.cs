using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Connectors;

/// <summary>Tells of the keys that requests on their way, and their answers, are sealed with.</summary>
internal sealed class RequestKeys(OrganizationKeys keys)
{
    /// <summary>Why nothing that is sealed with a key can be opened; null when it can be.</summary>
    public async ValueTask<string?> ReasonAgainstAsync(string keyId)
    {
        // One that another host has just made is known once it is asked for.
        await keys.FindAsync(keyId);
        return keys.StatusOf(keyId) switch
        {
            KeyStatus.Revoked => $"The organization key {keyId} was revoked while the request was on its way.",
            null => $"The organization key {keyId} is lost.",
            _ => null,
        };
    }

    /// <summary>Those keys that are lost.</summary>
    /// <param name="keyIds">Each costs a read of the database when it is.</param>
    public async Task<IReadOnlySet<string>> FindLostAsync(IEnumerable<string> keyIds)
    {
        var lost = new HashSet<string>();
        foreach (var id in keyIds.Distinct())
        {
            if (await keys.FindAsync(id) is null)
                lost.Add(id);
        }
        return lost;
    }
}
