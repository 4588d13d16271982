using Microsoft.Data.Sqlite;

namespace HybridCalendar.EndToEnd.Tests.Restart;

/// <summary>The backup of one machine that docs/operations.md tells of: two databases, copied while they are in use, and two files.</summary>
internal sealed class Backup : IDisposable
{
    private static readonly string[] s_databases = ["grains.db", "catalog.db"];
    private static readonly string[] s_files = ["master.key", "admin-key.sha256"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backup-");

    private Backup(string data)
    {
        foreach (var name in s_databases)
            CopyDatabase(Path.Combine(data, name), PathOf(name));
        foreach (var name in s_files)
            File.Copy(Path.Combine(data, name), PathOf(name));
        MarkAsBackup(PathOf("catalog.db"));
    }

    public static Backup Take(string data) => new(data);

    /// <summary>Puts it into an empty folder where everything else is lost.</summary>
    public void Restore(string data)
    {
        foreach (var lost in Directory.EnumerateFiles(data))
            File.Delete(lost);
        foreach (var name in s_databases.Concat(s_files))
            File.Copy(PathOf(name), Path.Combine(data, name));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static void CopyDatabase(string from, string to)
    {
        using var source = Open(from);
        using var target = Open(to);
        source.BackupDatabase(target);
    }

    private static void MarkAsBackup(string catalog)
    {
        using var connection = Open(catalog);
        using var mark = connection.CreateCommand();
        mark.CommandText = "UPDATE restores SET identity = 'backup'";
        mark.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        return connection;
    }
}
