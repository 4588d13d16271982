using System.Net;
using System.Net.Http.Headers;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>A body that says that it is a byte longer than what may come, and then comes, unless it is refused before.</summary>
internal sealed class OverlongContent : HttpContent
{
    private readonly long _length;

    /// <param name="limit">What may come.</param>
    /// <param name="type">What it says to be.</param>
    public OverlongContent(long limit, string type)
    {
        _length = limit + 1;
        Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    /// <summary>A file of any bytes that says to be a table.</summary>
    public static HttpContent Csv(byte[] bytes) => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var part = new byte[64 * 1024];
        for (var left = _length; left > 0; left -= part.Length)
            await stream.WriteAsync(part.AsMemory(0, (int)Math.Min(left, part.Length)));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
