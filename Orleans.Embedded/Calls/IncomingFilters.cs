using Microsoft.Extensions.DependencyInjection;

namespace Orleans;

/// <summary>The host's filters, made at the first call because they may take the grain factory.</summary>
internal sealed class IncomingFilters(IServiceProvider services)
{
    private readonly Lazy<IIncomingGrainCallFilter[]> _all = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);

    public ReadOnlySpan<IIncomingGrainCallFilter> All => _all.Value;

    public bool AreNoneFor(object grain) => _all.Value.Length == 0 && grain is not IIncomingGrainCallFilter;
}
