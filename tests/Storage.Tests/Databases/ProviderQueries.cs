using System.Globalization;
using System.Reflection;
using Npgsql;

namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>The tables of a cluster and the queries that Orleans' ADO.NET providers run on them.</summary>
internal sealed class ProviderQueries : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Dictionary<string, string> _texts = [];

    private ProviderQueries(NpgsqlDataSource source) => _source = source;

    /// <summary>Applies the scripts to an empty database and reads the queries from it. The source goes away with them.</summary>
    public static Task<ProviderQueries> PrepareAsync(NpgsqlDataSource source) => PrepareAsync(source, _ => true);

    /// <summary>The same with some of the scripts, as an earlier version had them, or with those that came since.</summary>
    /// <param name="source">The database.</param>
    /// <param name="isMeant">Tells by a script's number.</param>
    public static async Task<ProviderQueries> PrepareAsync(NpgsqlDataSource source, Predicate<int> isMeant)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => isMeant(NumberOf(name))).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await using var script = source.CreateCommand(await reader.ReadToEndAsync());
            await script.ExecuteNonQueryAsync();
        }
        return await ReadAsync(source);
    }

    /// <summary>Reads the queries from a database that has them. The source goes away with them.</summary>
    public static async Task<ProviderQueries> ReadAsync(NpgsqlDataSource source)
    {
        var queries = new ProviderQueries(source);
        await using var command = source.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            queries._texts.Add(row.GetString(0), row.GetString(1));
        return queries;
    }

    public NpgsqlDataSource Source => _source;

    /// <summary>One of the provider's queries, on a connection of its own.</summary>
    public NpgsqlCommand Command(string key, NpgsqlParameter[] parameters)
    {
        var command = _source.CreateCommand(_texts[key]);
        command.Parameters.AddRange(parameters);
        return command;
    }

    /// <summary>Ends every connection to the database but the one that says so.</summary>
    public async Task CutConnectionsAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var command = _source.CreateCommand(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 100)
            {
                // The pool gave a connection that was cut before.
            }
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static int NumberOf(string script) => int.Parse(script.Split('.')[^2][..3], CultureInfo.InvariantCulture);
}
