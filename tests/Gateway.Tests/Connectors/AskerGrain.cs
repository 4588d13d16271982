using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <inheritdoc cref="IAskerGrain"/>
[GrainType(TypeName)]
internal sealed class AskerGrain : Grain, IAskerGrain
{
    public const string TypeName = "test-asker";

    public Task Answered(string requestId, SealedText answer) => Box.TakeAsync(new Told(requestId, answer, null));

    public Task Unreadable(string requestId, string reason) => Box.TakeAsync(new Told(requestId, null, reason));

    private AskerBox Box => AskerBox.Of(this.GetPrimaryKeyString());
}
