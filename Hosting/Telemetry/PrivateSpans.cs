using System.Diagnostics;
using OpenTelemetry;

namespace HybridCalendar.Hosting.Telemetry;

/// <summary>Takes addresses out of spans: paths, queries and grains' keys hold mail addresses, ids of meetings and links.</summary>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly string[] PrivateTags =
    [
        "url.full", "url.path", "url.query", "http.url", "http.target", "client.address", "client.socket.address", "network.peer.address",
        "exception.message", "exception.stacktrace",
        // Orleans' own spans: keys of grains are mail addresses and iCalUIds, and reasons may quote a grain's exception.
        "orleans.grain.id", "orleans.rpc.target_id", "orleans.rpc.source_id", "orleans.directory.registered.address",
        "orleans.directory.forwarding.address", "orleans.deactivation.reason", "orleans.durable_job.target_grain_id",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in PrivateTags)
        {
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
        }
        // A failure's description is its exception's message.
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
