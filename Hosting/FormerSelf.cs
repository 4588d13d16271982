#if ORLEANS
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans;
using Orleans.Runtime;

namespace HybridCalendar.Hosting;

/// <summary>
/// Notes as dead the silos that had this one's address before it: it listens there now, so they are gone. Orleans does so too, but by a write that
/// a write of any other silo undoes, and does not try again: after a power cut all silos have one to note at the same time, and who joins then
/// waits half a minute for one that is noted as living and does not answer.
/// </summary>
/// <param name="self">This silo.</param>
/// <param name="clusterId">The setting <c>Cluster:ClusterId</c>.</param>
/// <param name="database">The cluster's database.</param>
/// <param name="log">Told when there were any: silos that announce one address, each in a network of its own, would be at one another.</param>
internal sealed partial class FormerSelf(ILocalSiloDetails self, string clusterId, NpgsqlDataSource database, ILogger<FormerSelf> log) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>
    /// The version first, as Orleans' statements do: who changes the table has it to himself, and who read it before fails and reads again. 6 is dead.
    /// </summary>
    private const string NoteDead = """
        WITH raised AS (
            UPDATE orleans_membership_version AS cluster SET version = version + 1, changed_at = now()
            WHERE deployment_id = @cluster AND EXISTS (
                SELECT 1 FROM orleans_membership AS silo
                WHERE silo.deployment_id = cluster.deployment_id AND address = @address AND port = @port AND generation < @generation AND status <> 6)
            RETURNING deployment_id)
        UPDATE orleans_membership AS silo SET status = 6 FROM raised
        WHERE silo.deployment_id = raised.deployment_id AND address = @address AND port = @port AND generation < @generation AND status <> 6
        """;

    /// <summary>After the port is taken, which it is not while the one before runs, and before the table is read.</summary>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(FormerSelf), ServiceLifecycleStage.RuntimeInitialize, NoteDeadAsync, _ => Task.CompletedTask);

    private async Task NoteDeadAsync(CancellationToken cancellationToken)
    {
        var address = self.SiloAddress;
        await using var command = database.CreateCommand(NoteDead);
        command.Parameters.AddWithValue("cluster", clusterId);
        command.Parameters.AddWithValue("address", address.Endpoint.Address.ToString());
        command.Parameters.AddWithValue("port", address.Endpoint.Port);
        command.Parameters.AddWithValue("generation", address.Generation);
        if (await command.ExecuteNonQueryAsync(cancellationToken) is > 0 and var dead)
            LogDead(log, dead, address.Endpoint.Port);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dead} silos that had this one's address, port {Port}, before it are noted as dead")]
    private static partial void LogDead(ILogger log, int dead, int port);
}
#endif
