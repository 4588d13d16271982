using System.Net;
using System.Net.Sockets;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Ports of this machine for servers that are started soon.</summary>
internal static class FreePorts
{
    private static readonly Lock s_gate = new();
    private static readonly HashSet<int> s_given = [];

    /// <summary>
    /// One that nobody uses now, another at each call. It lies below those that the system gives to outgoing connections: these would take it before
    /// the server has started.
    /// </summary>
    public static int Next()
    {
        lock (s_gate)
        {
            while (true)
            {
                var port = Random.Shared.Next(16_000, 32_000);
                if (!s_given.Contains(port) && IsFree(port))
                {
                    s_given.Add(port);
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
