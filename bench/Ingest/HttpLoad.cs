using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HybridCalendar.Bench.Ingest;

/// <summary>
/// Posts the same bodies over and over on kept connections. It speaks HTTP by hand: a client as costly as the server would
/// make every server look alike.
/// </summary>
internal sealed class HttpLoad(Uri target, byte[][] bodies, int connections)
{
    private readonly byte[][] _requests = [.. bodies.Select(body => Request(target, body))];

    /// <summary>Posts for a while.</summary>
    /// <returns>Answers that were 202, others, and the time from the first request to the last answer.</returns>
    public async Task<LoadResult> RunAsync(TimeSpan length)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => RunConnectionAsync(number, end))));
        var times = counts.SelectMany(count => count.Times).Order().ToArray();
        return new LoadResult(
            counts.Sum(count => count.Accepted), counts.Sum(count => count.Other), Stopwatch.GetElapsedTime(start),
            times[times.Length / 2], times[times.Length * 99 / 100]);
    }

    private async Task<(long Accepted, long Other, List<double> Times)> RunConnectionAsync(int number, long end)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Parse(target.Host), target.Port);
        var buffer = new byte[4096];
        long accepted = 0, other = 0;
        var times = new List<double>();
        for (var next = number; Stopwatch.GetTimestamp() < end; next += connections)
        {
            var sent = Stopwatch.GetTimestamp();
            await SendAsync(socket, _requests[next % _requests.Length]);
            if (await ReadStatusAsync(socket, buffer) == 202)
                accepted++;
            else
                other++;
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
        return (accepted, other, times);
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> request)
    {
        while (request.Length > 0)
            request = request[await socket.SendAsync(request)..];
    }

    /// <summary>Both servers answer 202 without a body; one that has a body ends the run, as its rest would be taken for the next answer.</summary>
    private static async ValueTask<int> ReadStatusAsync(Socket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The server closed a connection.");
            length += read;
            if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                return int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        }
    }

    private static byte[] Request(Uri target, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST /graph/notifications HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];
}
