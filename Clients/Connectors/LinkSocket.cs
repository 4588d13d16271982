using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace HybridCalendar.Clients.Connectors;

/// <summary>Frames on a WebSocket. Sending is safe from many threads; receiving is for one.</summary>
/// <param name="socket">Open; disposed of with this.</param>
/// <param name="silence">How long the other end may send nothing.</param>
/// <param name="time">Measures silence.</param>
public sealed class LinkSocket(WebSocket socket, TimeSpan silence, TimeProvider time) : IDisposable
{
    private const int LargestFrame = 1024 * 1024;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Sends a frame; another end that takes none for <see cref="LinkTimes.Send"/> ends the link.</summary>
    /// <exception cref="LinkClosedException">The link has ended.</exception>
    public async Task SendAsync(LinkFrame frame, CancellationToken cancel)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame, s_json);
        using var deadline = new CancellationTokenSource(LinkTimes.Send, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await _sending.WaitAsync(either.Token);
            try
            {
                await socket.SendAsync(bytes, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, either.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception failure) when (IsEnd(failure) && !IsWished(failure, cancel))
        {
            throw new LinkClosedException(deadline.IsCancellationRequested ? "the other end takes nothing" : "the connection broke", failure);
        }
    }

    /// <summary>The next frame.</summary>
    /// <exception cref="LinkClosedException">The other end has closed, was silent for too long, or sent what is no frame.</exception>
    public async Task<LinkFrame> ReceiveAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        var message = new ArrayBufferWriter<byte>(4096);
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(), either.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    throw new LinkClosedException("the other end closed");
                message.Write(_buffer.AsSpan(0, part.Count));
                if (message.WrittenCount > LargestFrame)
                    throw new LinkClosedException("the other end sent too large a frame");
                if (part.EndOfMessage)
                    return JsonSerializer.Deserialize<LinkFrame>(message.WrittenSpan, s_json) ?? throw new LinkClosedException("the other end sent no frame");
            }
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new LinkClosedException("the other end sent no frame");
        }
        catch (Exception failure) when (IsEnd(failure) && !IsWished(failure, cancel))
        {
            throw new LinkClosedException(deadline.IsCancellationRequested ? "the other end was silent" : "the connection broke", failure);
        }
    }

    /// <summary>Says goodbye, as far as the other end listens.</summary>
    public async Task CloseAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // It is closed, which is all that was wanted.
            socket.Abort();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private static bool IsWished(Exception failure, CancellationToken cancel) => failure is OperationCanceledException && cancel.IsCancellationRequested;

    private static bool IsEnd(Exception failure) =>
        failure is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
