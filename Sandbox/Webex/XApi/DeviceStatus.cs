using System.Globalization;
using System.Text.Json.Nodes;
using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>The status tree of a device, and selection from it by expressions such as <c>Bookings.Availability.*</c>.</summary>
internal static class DeviceStatus
{
    public static JsonObject Select(SimulatedDevice device, IEnumerable<string> expressions)
    {
        var tree = Tree(device.State());
        var result = new JsonObject();
        foreach (var expression in expressions)
            Copy(tree, result, expression.Split('.'), 0);
        return result;
    }

    private static JsonObject Tree(DeviceState state)
    {
        var current = state.Bookings.FirstOrDefault(b => b.StartTime <= state.Now && b.EndTime > state.Now);
        var next = state.Bookings.FirstOrDefault(b => b.StartTime > state.Now);
        var (status, until) = (current, next) switch
        {
            ({ } c, _) => ("BookedUntil", Time(c.EndTime)),
            (null, { } n) => ("FreeUntil", Time(n.StartTime)),
            _ => ("Free", ""),
        };
        return new JsonObject
        {
            ["Bookings"] = new JsonObject
            {
                ["Current"] = new JsonObject { ["Id"] = current?.Id ?? "" },
                ["Availability"] = new JsonObject { ["Status"] = status, ["TimeStamp"] = until },
            },
            ["SystemUnit"] = new JsonObject
            {
                ["ProductId"] = "Cisco Room Bar Pro",
                ["Uptime"] = (int)(state.Now - state.Booted).TotalSeconds,
                ["Software"] = new JsonObject { ["Version"] = "ce26.4.1.5b1c1a2c0d2", ["DisplayName"] = "RoomOS 26.4.1" },
                ["State"] = new JsonObject { ["NumberOfActiveCalls"] = state.Call is null ? 0 : 1 },
            },
        };
    }

    private static void Copy(JsonObject from, JsonObject to, string[] path, int at)
    {
        foreach (var (name, node) in from)
        {
            if (path[at] != "*" && !path[at].Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (at == path.Length - 1 || node is not JsonObject inner)
            {
                if (node is not JsonObject || at == path.Length - 1) to[name] = node?.DeepClone();
                continue;
            }
            var target = to[name] as JsonObject ?? [];
            to[name] = target;
            Copy(inner, target, path, at + 1);
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
