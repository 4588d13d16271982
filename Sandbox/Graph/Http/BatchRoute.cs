using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Up to 20 requests in one; each is answered as if it had come alone, and at most 4 run at once.</summary>
internal sealed class BatchRoute(GraphRouter router)
{
    private const int Most = 20;
    private const int AtOnce = 4;

    public void AddTo(GraphRouter routes) => routes.Add("POST", "$batch", [], BatchAsync);

    private async Task BatchAsync(GraphCall call)
    {
        using var body = await call.ReadBodyAsync();
        if (body.RootElement.Member("requests") is not { ValueKind: JsonValueKind.Array } list)
            throw GraphException.BadRequest("Invalid batch payload format.");
        var requests = list.EnumerateArray().Select(Read).ToList();
        if (requests.Count > Most)
            throw GraphException.BadRequest($"Number of batch request steps exceeds the maximum value of {Most}.");
        if (requests.Select(r => r.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count() != requests.Count)
            throw GraphException.BadRequest("Duplicate request id in the batch.");
        using var places = new SemaphoreSlim(AtOnce);
        var answers = new Dictionary<string, Task<Answer>>(StringComparer.OrdinalIgnoreCase);
        foreach (var request in requests)
        {
            if (request.DependsOn.FirstOrDefault(d => !answers.ContainsKey(d)) is { } unknown)
                throw GraphException.BadRequest($"Request '{request.Id}' depends on '{unknown}', which does not come before it.");
            var before = request.DependsOn.Select(d => answers[d]).ToList();
            answers[request.Id] = RunAsync(call, request, before, places);
        }
        var done = await Task.WhenAll(answers.Values);
        await call.WriteAsync(200, json => Write(json, done));
    }

    private static Step Read(JsonElement json)
    {
        if (json.Member("id")?.OptionalString("id") is not { Length: > 0 } id || json.Member("method")?.OptionalString("method") is not { } method
            || json.Member("url")?.OptionalString("url") is not { Length: > 0 } url)
        {
            throw GraphException.BadRequest("Invalid batch payload format. Each request needs an id, a method and a url.");
        }
        var headers = json.Member("headers") is { ValueKind: JsonValueKind.Object } h
            ? h.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.OptionalString(p.Name) ?? "")).ToList() : [];
        var body = json.Member("body") is { ValueKind: not JsonValueKind.Null } b ? b.GetRawText() : null;
        if (body is not null && !headers.Exists(p => p.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            throw GraphException.BadRequest($"Request '{id}' has a body but no Content-Type header.");
        var depends = json.Member("dependsOn") is { ValueKind: JsonValueKind.Array } d ? d.EnumerateArray().Select(e => e.String("dependsOn")).ToList() : [];
        return new(id, method, url, headers, body, depends);
    }

    private async Task<Answer> RunAsync(GraphCall call, Step step, List<Task<Answer>> before, SemaphoreSlim places)
    {
        foreach (var earlier in await Task.WhenAll(before))
        {
            if (earlier.Status >= 400)
                return Failed(step.Id);
        }
        await places.WaitAsync(call.Http.RequestAborted);
        try
        {
            return await SendAsync(call, step);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Answer> SendAsync(GraphCall call, Step step)
    {
        var outer = call.Http;
        var http = new DefaultHttpContext { RequestServices = outer.RequestServices, RequestAborted = outer.RequestAborted };
        var target = "/v1.0/" + step.Url.TrimStart('/');
        var question = target.IndexOf('?', StringComparison.Ordinal);
        http.Request.Method = step.Method;
        http.Request.Scheme = outer.Request.Scheme;
        http.Request.Host = outer.Request.Host;
        http.Request.Path = PathString.FromUriComponent(question < 0 ? target : target[..question]);
        http.Request.QueryString = question < 0 ? QueryString.Empty : new QueryString(target[question..]);
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        http.Request.Headers.Authorization = outer.Request.Headers.Authorization;
        foreach (var (name, value) in step.Headers)
            http.Request.Headers[name] = value;
        if (step.Body is not null)
        {
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(step.Body));
            http.Request.ContentLength = http.Request.Body.Length;
        }
        var body = new MemoryStream();
        http.Response.Body = body;
        await router.HandleAsync(http);
        await http.Response.CompleteAsync();
        var headers = http.Response.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString())).ToList();
        return new(step.Id, http.Response.StatusCode, headers, body.ToArray());
    }

    private static Answer Failed(string id) => new(id, 424, [KeyValuePair.Create("Content-Type", "application/json")],
        """{"error":{"code":"FailedDependency","message":"A request this one depends on failed."}}"""u8.ToArray());

    private static void Write(Utf8JsonWriter json, Answer[] answers)
    {
        json.WriteStartObject();
        json.WriteStartArray("responses");
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("id", answer.Id);
            json.WriteNumber("status", answer.Status);
            json.WriteStartObject("headers");
            foreach (var (name, value) in answer.Headers)
                json.WriteString(name, value);
            json.WriteEndObject();
            if (answer.Body.Length > 0)
            {
                json.WritePropertyName("body");
                json.WriteRawValue(answer.Body);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed record Step(string Id, string Method, string Url, List<KeyValuePair<string, string>> Headers, string? Body, List<string> DependsOn);

    private sealed record Answer(string Id, int Status, List<KeyValuePair<string, string>> Headers, byte[] Body);
}
