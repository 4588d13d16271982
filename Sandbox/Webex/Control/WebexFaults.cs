using System.Text.Json;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>The fault switches that are on, and their application to requests.</summary>
internal sealed class WebexFaults(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Switch> _switches = [];
    private int _lastId;

    public int Add(WebexFault fault)
    {
        lock (_lock)
        {
            _switches.Add(new Switch(++_lastId, fault));
            return _lastId;
        }
    }

    public void Replace(IEnumerable<WebexFault> faults)
    {
        lock (_lock)
        {
            _switches.Clear();
            foreach (var fault in faults) _switches.Add(new Switch(++_lastId, fault));
        }
    }

    public bool Remove(int id)
    {
        lock (_lock) return _switches.RemoveAll(s => s.Id == id) > 0;
    }

    public IReadOnlyList<object> Snapshot()
    {
        lock (_lock) return [.. _switches.Select(s => new { id = s.Id, hits = s.Hits, fault = s.Fault })];
    }

    public async Task ApplyAsync(HttpContext context, Func<Task> serve)
    {
        var hit = await HitAsync(context);
        foreach (var fault in hit.Where(f => f.Kind == WebexFaultKind.Delay))
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, context.RequestAborted);
        foreach (var fault in hit)
        {
            if (Status(fault.Kind) is { } status)
                throw new WebexProblem(status, "Fault switch.", fault.RetryAfterSeconds is { } s ? TimeSpan.FromSeconds(s) : null);
            if (fault.Kind == WebexFaultKind.Drop)
            {
                context.Abort();
                return;
            }
        }
        if (hit.All(f => f.Kind != WebexFaultKind.LoseAnswer))
        {
            await serve();
            return;
        }
        var client = context.Response.Body;
        context.Response.Body = Stream.Null;
        try
        {
            await serve();
        }
        finally
        {
            context.Response.Body = client;
        }
        context.Abort();
    }

    private async Task<IReadOnlyList<WebexFault>> HitAsync(HttpContext context)
    {
        lock (_lock)
            if (_switches.Count == 0) return [];
        var deviceId = await FindAsync(context.Request, "deviceId", "/v1/xapi");
        var host = await FindAsync(context.Request, "hostEmail", "/v1/meetings");
        lock (_lock) return [.. _switches.Where(s => s.Hit(context.Request, deviceId, host)).Select(s => s.Fault)];
    }

    /// <summary>What the query says, or below the path the body.</summary>
    private static async Task<string?> FindAsync(HttpRequest request, string name, string path)
    {
        if (request.Query.TryGetValue(name, out var inQuery)) return inQuery;
        if (!request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase) || !request.HasJsonContentType()) return null;
        request.EnableBuffering();
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            // The endpoint answers 400 for it.
            return null;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }

    private static int? Status(WebexFaultKind kind) => kind switch
    {
        WebexFaultKind.BadRequest => 400,
        WebexFaultKind.TooMany => 429,
        WebexFaultKind.Locked => 423,
        WebexFaultKind.ServerError => 500,
        WebexFaultKind.Unavailable => 503,
        _ => null,
    };

    private sealed class Switch(int id, WebexFault fault)
    {
        private readonly Random _random = new(fault.Seed);

        public int Id => id;

        public WebexFault Fault => fault;

        public int Hits { get; private set; }

        public bool Hit(HttpRequest request, string? deviceId, string? host)
        {
            if (fault.Count is { } count && Hits >= count) return false;
            if (fault.Path is { } path && !request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) return false;
            if (fault.Method is { } method && !HttpMethods.Equals(method, request.Method)) return false;
            if (fault.DeviceId is { } device && device != deviceId) return false;
            if (fault.HostEmail is { } person && !string.Equals(person, host, StringComparison.OrdinalIgnoreCase)) return false;
            if (_random.NextDouble() >= fault.Probability) return false;
            Hits++;
            return true;
        }
    }
}
