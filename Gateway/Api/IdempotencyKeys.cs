using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Gateway.Api;

/// <summary>
/// Whoever did not hear the answer to a call that makes something sends it again with the same <c>Idempotency-Key</c>, and gets the answer of
/// the first: nothing is made twice. For POST, for a day.
/// </summary>
internal sealed class IdempotencyKeys(RequestDelegate next, RepeatedCalls calls, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 200;

    /// <summary>The body is read twice, and never written to the disk.</summary>
    private const int LargestBody = 64 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Headers[Header].Count == 0
            || context.User.Identity is not { IsAuthenticated: true, Name: { } who })
        {
            await next(context);
            return;
        }
        var key = request.Headers[Header].ToString();
        if (key.Length is 0 or > LongestKey || key.Any(sign => sign is < ' ' or > '~'))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"{Header} must be 1 to {LongestKey} printable ASCII characters.");
            return;
        }
        var digest = await DigestAsync(request, context.RequestAborted);
        switch (await calls.BeginAsync(who, key, digest, time.GetUtcNow()))
        {
            case null:
                await CallAsync(context, who, key);
                break;
            case { } before when before.Request != digest:
                await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, $"This {Header} was sent with another call before: take a new one for each.");
                break;
            case { Status: 0 }:
                await RefuseAsync(context, StatusCodes.Status409Conflict, "The same call is under way: try again in a moment.");
                break;
            case { } before:
                await RepeatAsync(context.Response, before);
                break;
        }
    }

    private async Task CallAsync(HttpContext context, string who, string key)
    {
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        catch
        {
            await calls.ForgetAsync(who, key);
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }
        // What failed here, or was one too many, may be tried again.
        if (context.Response.StatusCode is >= StatusCodes.Status500InternalServerError or StatusCodes.Status429TooManyRequests)
            await calls.ForgetAsync(who, key);
        else
            await calls.EndAsync(who, key, context.Response.StatusCode, Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length), context.Response.Headers.Location);
        answer.Position = 0;
        await answer.CopyToAsync(wire, context.RequestAborted);
    }

    private static Task RepeatAsync(HttpResponse response, RepeatedCall before)
    {
        response.StatusCode = (int)before.Status;
        response.Headers["Idempotency-Replayed"] = "true";
        if (before.Location is { } location)
            response.Headers.Location = location;
        if (string.IsNullOrEmpty(before.Answer))
            return Task.CompletedTask;
        response.ContentType = response.StatusCode >= StatusCodes.Status400BadRequest ? "application/problem+json" : "application/json; charset=utf-8";
        return response.WriteAsync(before.Answer);
    }

    private static async Task<string> DigestAsync(HttpRequest request, CancellationToken cancel)
    {
        request.EnableBuffering(LargestBody, LargestBody);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
            digest.AppendData(buffer.AsSpan(0, read));
        request.Body.Position = 0;
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
