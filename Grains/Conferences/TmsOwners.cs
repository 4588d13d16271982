using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Conferences;

/// <summary>Organizers whose time zone in TMS is another than in their mailbox: answers of connectors tell, the organizers' health shows it.</summary>
public sealed class TmsOwners(CatalogDatabase database)
{
    /// <summary>The zone in TMS; null when it is the mailbox's, or not known.</summary>
    public async Task<string?> FindZoneAsync(string mail)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<string>("SELECT zone FROM tms_owners WHERE mail = @mail", new { mail = GrainKeys.Normalize(mail) });
    }

    /// <param name="mail">The organizer.</param>
    /// <param name="zone">The zone in TMS when it differs; else null.</param>
    public async Task PutAsync(string mail, string? zone)
    {
        // Each booking tells, and hardly any tells something new.
        if (await FindZoneAsync(mail) == zone)
            return;
        var key = new { mail = GrainKeys.Normalize(mail), zone };
        await database.ExecuteAsync(
            zone is null
                ? "DELETE FROM tms_owners WHERE mail = @mail"
                : "INSERT INTO tms_owners (mail, zone) VALUES (@mail, @zone) ON CONFLICT (mail) DO UPDATE SET zone = @zone",
            key);
    }
}
