using System.Diagnostics;
using OpenTelemetry;

namespace HybridCalendar.Gateway.Telemetry;

/// <summary>Takes addresses out of spans: paths and queries hold mail addresses, ids of meetings and links.</summary>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly string[] PrivateTags =
    [
        "url.full", "url.path", "url.query", "http.url", "http.target", "client.address", "client.socket.address", "network.peer.address",
        "exception.message", "exception.stacktrace",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in PrivateTags)
        {
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
        }
    }
}
