using System.Text;
using Microsoft.AspNetCore.Connections.Features;

namespace HybridCalendar.Sandbox.Tms.Access;

/// <summary>Windows Challenge/Response, which lasts as long as its connection, and Basic. Nobody is let in without a name.</summary>
internal sealed class TmsSignIn(TmsUsers users, TmsOptions options, TimeProvider time)
{
    private static readonly object s_exchange = new();
    private static readonly object s_user = new();

    /// <summary>The caller; null after 401 was answered.</summary>
    public TmsUser? SignIn(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (options.Basic && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && FromBasic(header[6..]) is { } basic)
            return basic;
        var connection = context.Features.Get<IConnectionItemsFeature>()!.Items;
        if (options.Ntlm && header.StartsWith("NTLM ", StringComparison.OrdinalIgnoreCase))
            return FromNtlm(context, connection, header[5..]);
        if (options.Ntlm && header.Length == 0 && connection.TryGetValue(s_user, out var known))
            return (TmsUser)known!;
        return Refuse(context, null);
    }

    private TmsUser? FromNtlm(HttpContext context, IDictionary<object, object?> connection, string text)
    {
        connection.Remove(s_user);
        if (Decode(text) is not { } message)
            return Refuse(context, null);
        if (NtlmExchange.IsNegotiate(message))
        {
            var exchange = new NtlmExchange(users, time);
            connection[s_exchange] = exchange;
            return Refuse(context, Convert.ToBase64String(exchange.Challenge()));
        }
        // A challenge is good for one answer.
        if (!connection.Remove(s_exchange, out var begun) || ((NtlmExchange)begun!).Check(message) is not { } user)
            return Refuse(context, null);
        connection[s_user] = user;
        return user;
    }

    private TmsUser? FromBasic(string text)
    {
        var pair = Decode(text) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(':', 2) : [];
        return pair.Length == 2 && users.Find(pair[0]) is { Password: { } password } user && password == pair[1] ? user : null;
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) ? bytes[..length] : null;
    }

    private TmsUser? Refuse(HttpContext context, string? challenge)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (challenge is not null)
            context.Response.Headers.Append("WWW-Authenticate", $"NTLM {challenge}");
        else if (options.Ntlm)
            context.Response.Headers.Append("WWW-Authenticate", "NTLM");
        if (options.Basic && challenge is null)
            context.Response.Headers.Append("WWW-Authenticate", "Basic realm=\"TMS\"");
        return null;
    }
}
