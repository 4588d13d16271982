using System.Data.Common;
using Dapper;

namespace HybridCalendar.Grains.Hints;

/// <summary>The runs of gateways that hand hints out.</summary>
internal static class HintOwnerTable
{
    public static Task BeatAsync(DbConnection connection, string owner) => connection.ExecuteAsync(
        "INSERT INTO hint_owners (owner, beats) VALUES (@owner, 1) ON CONFLICT (owner) DO UPDATE SET beats = hint_owners.beats + 1", new { owner });

    public static async Task<IReadOnlyList<(string Owner, long Beats)>> ListAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<(string, long)>("SELECT owner, beats FROM hint_owners")];

    /// <summary>The runs that own rows of the journal and are not here.</summary>
    public static async Task<IReadOnlyList<string>> ListGoneAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<string>("SELECT DISTINCT owner FROM hints WHERE owner NOT IN (SELECT owner FROM hint_owners)")];

    /// <summary>Nothing is done for a run that has counted on.</summary>
    public static Task ForgetAsync(DbConnection connection, string owner, long beats) =>
        connection.ExecuteAsync("DELETE FROM hint_owners WHERE owner = @owner AND beats = @beats", new { owner, beats });

    public static Task ForgetAsync(DbConnection connection, string owner) =>
        connection.ExecuteAsync("DELETE FROM hint_owners WHERE owner = @owner", new { owner });

    public static Task ForgetAllAsync(DbConnection connection) => connection.ExecuteAsync("DELETE FROM hint_owners");
}
