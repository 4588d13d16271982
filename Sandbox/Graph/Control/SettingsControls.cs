using Microsoft.Extensions.Options;
using static HybridCalendar.Sandbox.Graph.Control.ControlJson;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>What may be chosen while the server runs, because nobody knows for certain what the real service does.</summary>
internal sealed class SettingsControls(IOptions<GraphSandboxOptions> options)
{
    public void Map(RouteGroupBuilder sandbox)
    {
        sandbox.MapGet("/settings", () => Json(Current()));
        sandbox.MapPut("/settings", async (HttpContext http) => Change(await ReadAsync<Settings>(http)));
    }

    private IResult Change(Settings settings)
    {
        options.Value.DropExceptionsOnPatternChange = settings.DropExceptionsOnPatternChange ?? options.Value.DropExceptionsOnPatternChange;
        options.Value.RefuseDuplicateSubscriptions = settings.RefuseDuplicateSubscriptions ?? options.Value.RefuseDuplicateSubscriptions;
        return Json(Current());
    }

    private Settings Current() => new(options.Value.DropExceptionsOnPatternChange, options.Value.RefuseDuplicateSubscriptions);

    private sealed record Settings(bool? DropExceptionsOnPatternChange = null, bool? RefuseDuplicateSubscriptions = null);
}
