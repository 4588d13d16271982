using HybridCalendar.Grains.Hints;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>Starts the journal of hints once grains can be called. It is closed with the services that use it.</summary>
internal sealed class HintJournalService(HintJournal journal) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => journal.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
