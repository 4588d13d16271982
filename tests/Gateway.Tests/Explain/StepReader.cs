using System.Threading.Channels;

namespace HybridCalendar.Gateway.Tests.Explain;

/// <summary>Gives a line when the test says so, and tells when the reader waits for one.</summary>
internal sealed class StepReader : TextReader
{
    private readonly Channel<string?> _lines = Channel.CreateUnbounded<string?>();
    private readonly SemaphoreSlim _asked = new(0);

    public void Give(string? line) => _lines.Writer.TryWrite(line);

    /// <summary>Completes when the line given before was worked on and the next is asked for.</summary>
    public async Task WantsMore()
    {
        for (var asked = 0; asked < 2; asked++)
            (await _asked.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue();
    }

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        _asked.Release();
        return await _lines.Reader.ReadAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _asked.Dispose();
        base.Dispose(disposing);
    }
}
