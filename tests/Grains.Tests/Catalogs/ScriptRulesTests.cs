using System.Text.RegularExpressions;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>
/// In a rolling upgrade the first new host changes the schema under hosts of the build before, which go on reading and writing: scripts add to it, and
/// take away or ask for nothing.
/// </summary>
public sealed partial class ScriptRulesTests
{
    [Fact]
    public async Task Scripts_only_add_to_the_schema()
    {
        var assembly = typeof(CatalogSchema).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).ToList();
        names.Count.ShouldBeGreaterThan(20);
        foreach (var name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var script = Comments().Replace(await reader.ReadToEndAsync(TestContext.Current.CancellationToken), "");
            foreach (var statement in script.Split(';'))
                TakesAway().IsMatch(statement).ShouldBeFalse($"{name}: {statement.Trim()}\nHosts of the build before would fail. Add beside what is there instead.");
        }
    }

    /// <summary>Indexes may go: whoever asks gets the same without one.</summary>
    [GeneratedRegex(@"\bDROP\s+(?!INDEX)|\bRENAME\b|\bALTER\s+COLUMN\b|\bADD\s+CONSTRAINT\b|\bADD\s+COLUMN\b(?=.*\bNOT\s+NULL\b)(?!.*\bDEFAULT\b)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex TakesAway();

    [GeneratedRegex("--.*")]
    private static partial Regex Comments();
}
