using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Free and busy times of several mailboxes.</summary>
internal sealed class ScheduleRoutes(MailboxDirectory directory)
{
    private static readonly string[] Kinds = ["free", "tentative", "busy", "oof", "workingElsewhere"];
    private static readonly Duration LongestRange = Duration.FromDays(62);

    public void AddTo(GraphRouter router)
    {
        router.Add("POST", "users/*/calendar/getSchedule", EventRoutes.MayRead, GetScheduleAsync);
        router.Add("POST", "users/*/getSchedule", EventRoutes.MayRead, GetScheduleAsync);
    }

    private async Task GetScheduleAsync(GraphCall call)
    {
        using var body = await call.ReadBodyAsync();
        var interval = 30;
        ZonedTime? start = null, end = null;
        var addresses = new List<string>();
        foreach (var (name, value) in body.RootElement.Members("calendar", "schedules", "startTime", "endTime", "availabilityViewInterval"))
        {
            switch (name)
            {
                case "schedules":
                    addresses.AddRange(value.Items(name).Select(i => i.String(name)));
                    break;
                case "startTime":
                    start = PartReader.Time(value, name);
                    break;
                case "endTime":
                    end = PartReader.Time(value, name);
                    break;
                default:
                    interval = value.Int(name);
                    break;
            }
        }
        if (start is null || end is null || addresses.Count == 0)
            throw GraphException.InvalidRequest("schedules, startTime and endTime are required.");
        if (interval is < 5 or > 1440)
            throw GraphException.InvalidRequest("availabilityViewInterval must be from 5 to 1440 minutes.");
        var (from, to) = (start.ToInstant(), end.ToInstant());
        if (to - from < Duration.FromMinutes(interval) || to - from > LongestRange)
            throw new GraphException(400, "5006", "The requested time duration specified for FreeBusyViewOptions.TimeWindow is invalid.");
        var shape = EventShape.Default.InZone(call.Prefer.TimeZone ?? "UTC");
        await call.WriteAsync(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", call.Metadata + "Collection(microsoft.graph.scheduleInformation)");
            json.WriteStartArray("value");
            foreach (var address in addresses)
                Write(json, address, from, to, interval, shape);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private void Write(Utf8JsonWriter json, string address, Instant from, Instant to, int interval, EventShape shape)
    {
        json.WriteStartObject();
        json.WriteString("scheduleId", address);
        if (directory.Find(address) is not { HasMailbox: true } mailbox)
        {
            json.WriteString("availabilityView", "");
            json.WriteStartObject("error");
            json.WriteString("message", "The recipient could not be found.");
            json.WriteString("responseCode", "ErrorMailRecipientNotFound");
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }
        var events = mailbox.Items().SelectMany(i => i.Events(from, to)).OrderBy(e => e.Start).ToList();
        json.WriteString("availabilityView", View(events, from, to, Duration.FromMinutes(interval)));
        json.WriteStartArray("scheduleItems");
        foreach (var view in events)
            WriteItem(json, view, shape);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string View(List<EventView> events, Instant from, Instant to, Duration interval)
    {
        var slots = new char[(int)Math.Ceiling((to - from) / interval)];
        Array.Fill(slots, '0');
        foreach (var view in events)
        {
            var kind = (char)('0' + Math.Max(0, Array.IndexOf(Kinds, view.Content.ShowAs)));
            var first = Math.Max(0, (int)Math.Floor((view.Start - from) / interval));
            for (var i = first; i < slots.Length && from + (interval * i) < view.End; i++)
                slots[i] = slots[i] is '0' || kind > slots[i] ? kind : slots[i];
        }
        return new(slots);
    }

    private static void WriteItem(Utf8JsonWriter json, EventView view, EventShape shape)
    {
        json.WriteStartObject();
        json.WriteBoolean("isPrivate", view.Content.Sensitivity == "private");
        json.WriteString("status", view.Content.ShowAs);
        json.WriteString("subject", view.Content.Subject);
        json.WriteString("location", view.Content.Location.DisplayName);
        foreach (var (name, at) in ((string, Instant)[])[("start", view.Start), ("end", view.End)])
        {
            json.WriteStartObject(name);
            json.WriteString("dateTime", GraphTime.Write(at.InZone(shape.TimeZone).LocalDateTime));
            json.WriteString("timeZone", shape.Zone);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
