namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Asks the product for what it says of what went wrong.</summary>
internal sealed class Explainer(ProductClient product)
{
    public async Task<IReadOnlyList<string>> ExplainAsync(Cast cast, IEnumerable<Meeting> meetings) =>
        [.. await Task.WhenAll([.. meetings.Select(ExplainAsync), .. cast.Watched.Select(ExplainAsync)])];

    private Task<string> ExplainAsync(Meeting meeting)
    {
        var path = $"api/meetings/{Uri.EscapeDataString(meeting.ICalUId)}";
        return TryAsync($"{meeting.Number}", path, $"{path}/timeline");
    }

    /// <summary>Of somebody's mailbox.</summary>
    private Task<string> ExplainAsync(string path) => TryAsync(path, $"{path}/status", $"{path}/timeline");

    private async Task<string> TryAsync(string name, string state, string timeline)
    {
        try
        {
            return $"{name}: {await product.CallAsync(HttpMethod.Get, state)} {await product.CallAsync(HttpMethod.Get, timeline)}";
        }
        catch (InvalidOperationException refusal)
        {
            return $"{name}: {refusal.Message}";
        }
    }
}
