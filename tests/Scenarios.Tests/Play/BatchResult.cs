namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>What became of many scenarios.</summary>
/// <param name="Wrong">Those that ended wrong.</param>
/// <param name="Edits">Edits that were made.</param>
/// <param name="PassedOver">Edits that found nothing to act on.</param>
/// <param name="Refused">Edits that Graph refused.</param>
internal sealed record BatchResult(IReadOnlyList<Outcome> Wrong, int Edits, int PassedOver, int Refused)
{
    /// <summary>How many scenarios the product was told of completely: they were right at once, or are among the wrong ones.</summary>
    public int Told { get; init; }

    /// <summary>How often the product was killed or restarted meanwhile.</summary>
    public int Restarts { get; init; }
}
