namespace HybridCalendar.Grains.Tests.Contracts;

/// <summary>
/// During a rolling upgrade two builds call each other and read each other's states. <c>Contracts.txt</c> holds what was ever agreed on.
/// </summary>
public sealed class ContractTests
{
    [Fact]
    public void What_builds_agreed_on_is_still_there()
    {
        var lost = Agreed().Except(ContractLines.Read()).ToList();

        lost.ShouldBeEmpty(
            "A call, message or stored field was taken away, renumbered, renamed or given another type. Builds with and without it cannot run side by "
            + "side: leave it and add another. Where that is meant, take the line out of Contracts.txt, and say in the changelog that all hosts change together.");
    }

    [Fact]
    public void What_is_new_is_written_down()
    {
        var added = ContractLines.Read().Except(Agreed()).ToList();

        added.ShouldBeEmpty("Add these lines to tests/Grains.Tests/Contracts/Contracts.txt: from now on other builds may count on them.");
    }

    private static string[] Agreed()
    {
        using var file = typeof(ContractTests).Assembly.GetManifestResourceStream("Contracts.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
