using System.Reflection;
using System.Text.RegularExpressions;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>
/// In a rolling upgrade the first new host changes the schema under hosts of the build before, which go on reading and writing: scripts add to it, and
/// take away or ask for nothing.
/// </summary>
public sealed partial class ScriptRulesTests
{
    [Fact]
    public Task The_catalogs_scripts_only_add_to_the_schema() => ShouldOnlyAddAsync(typeof(CatalogSchema).Assembly, atLeast: 20);

    /// <summary>They are in the product's own build for Orleans only.</summary>
    [Fact]
    public Task The_clusters_scripts_only_add_to_the_schema() => ShouldOnlyAddAsync(Assembly.GetExecutingAssembly(), atLeast: 5);

    [Theory]
    [InlineData("ALTER TABLE orleans_storage DROP COLUMN changed_at")]
    [InlineData("DROP TABLE orleans_reminders")]
    [InlineData("ALTER TABLE orleans_storage RENAME COLUMN payload TO state")]
    [InlineData("ALTER TABLE orleans_storage ALTER COLUMN version TYPE BIGINT")]
    [InlineData("ALTER TABLE orleans_storage ADD COLUMN owner TEXT NOT NULL")]
    [InlineData("DELETE FROM OrleansQuery WHERE QueryKey = 'ClearStorageKey'")]
    public void What_takes_away_is_seen(string statement) => TakesAway().IsMatch(statement).ShouldBeTrue();

    private static async Task ShouldOnlyAddAsync(Assembly assembly, int atLeast)
    {
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).ToList();
        names.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        foreach (var name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var script = Comments().Replace(await reader.ReadToEndAsync(TestContext.Current.CancellationToken), "");
            foreach (var statement in script.Split(';'))
                TakesAway().IsMatch(statement).ShouldBeFalse($"{name}: {statement.Trim()}\nHosts of the build before would fail. Add beside what is there instead.");
        }
    }

    /// <summary>Indexes may go: whoever asks gets the same without one.</summary>
    [GeneratedRegex(@"\bDROP\s+(?!INDEX)|\bRENAME\b|\bALTER\s+COLUMN\b|\bADD\s+CONSTRAINT\b|\bADD\s+COLUMN\b(?=.*\bNOT\s+NULL\b)(?!.*\bDEFAULT\b)|\bDELETE\s+FROM\s+OrleansQuery\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex TakesAway();

    [GeneratedRegex("--.*")]
    private static partial Regex Comments();
}
