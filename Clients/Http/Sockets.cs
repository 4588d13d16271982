using System.Net;

namespace HybridCalendar.Clients.Http;

/// <summary>The connections of all clients.</summary>
internal static class Sockets
{
    public static void Configure(SocketsHttpHandler handler)
    {
        // Old connections would keep talking to a data center that DNS has moved away from.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        handler.AutomaticDecompression = DecompressionMethods.All;
        // A redirect would carry our token to a host that nobody configured.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
    }
}
