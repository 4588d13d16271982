using System.Runtime.CompilerServices;
using System.Text.Json;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Meetings;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Clients.Office365;

/// <inheritdoc cref="IOffice365Calendar"/>
internal sealed class Office365Calendar(GraphSender sender) : IOffice365Calendar
{
    private const int LongestView = 1825;

    public Task<CalendarEvent?> GetEventAsync(string mailbox, string eventId, CancellationToken cancel = default) =>
        GetAsync("event.get", mailbox, eventId, EventFields.Event, EventFields.Expand, cancel);

    public Task<CalendarEvent?> GetSeriesAsync(string mailbox, string masterId, CancellationToken cancel = default) =>
        GetAsync("series.get", mailbox, masterId, EventFields.Series, EventFields.SeriesExpand, cancel);

    public Task<IReadOnlyList<CalendarEvent>> ListAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        AllAsync(ListPagesAsync(mailbox, from, to, cancel));

    public IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListPagesAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        ListViewAsync("calendarView.list", mailbox, from, to, EventFields.Event, EventFields.Expand, EventPages.PageSize, cancel);

    public Task<IReadOnlyList<CalendarEvent>> ListOutlineAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        AllAsync(ListViewAsync("calendarView.outline", mailbox, from, to, EventFields.Outline, null, EventPages.OutlineSize, cancel));

    public async Task<IReadOnlySet<string>> ListIdsAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default)
    {
        RequireMailbox(mailbox);
        RequireWindow(from, to);
        var events = await AllAsync(ListAsync("calendarView.ids", mailbox, next => graph =>
        {
            var view = graph.Users[mailbox].Calendar.CalendarView;
            return next is null
                ? view.ToGetRequestInformation(request =>
                {
                    request.QueryParameters.StartDateTime = InstantPattern.General.Format(from);
                    request.QueryParameters.EndDateTime = InstantPattern.General.Format(to);
                    request.QueryParameters.Select = EventFields.Ids;
                    request.QueryParameters.Top = EventPages.OutlineSize;
                    GraphPreferences.Apply(request.Headers);
                })
                : view.WithUrl(next).ToGetRequestInformation(request => GraphPreferences.Apply(request.Headers));
        }, cancel));
        return events.Select(ev => ev.SeriesMasterId ?? ev.Id).ToHashSet();
    }

    private IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListViewAsync(
        string operation, string mailbox, Instant from, Instant to, string[] select, string[]? expand, int pageSize, CancellationToken cancel)
    {
        RequireMailbox(mailbox);
        RequireWindow(from, to);
        return ListAsync(operation, mailbox, next => graph =>
        {
            var view = graph.Users[mailbox].CalendarView;
            return next is null
                ? view.ToGetRequestInformation(request =>
                {
                    request.QueryParameters.StartDateTime = InstantPattern.General.Format(from);
                    request.QueryParameters.EndDateTime = InstantPattern.General.Format(to);
                    request.QueryParameters.Select = select;
                    request.QueryParameters.Expand = expand;
                    request.QueryParameters.Top = pageSize;
                    GraphPreferences.Apply(request.Headers);
                })
                : view.WithUrl(next).ToGetRequestInformation(request => GraphPreferences.Apply(request.Headers));
        }, cancel);
    }

    public Task<IReadOnlyList<CalendarEvent>> ListChangedAsync(string mailbox, Instant since, CancellationToken cancel = default)
    {
        RequireMailbox(mailbox);
        return AllAsync(ListAsync("events.changed", mailbox, next => graph =>
        {
            var events = graph.Users[mailbox].Events;
            return next is null
                ? events.ToGetRequestInformation(request =>
                {
                    request.QueryParameters.Filter = $"lastModifiedDateTime ge {InstantPattern.General.Format(since)}";
                    request.QueryParameters.Select = EventFields.Event;
                    request.QueryParameters.Expand = EventFields.Expand;
                    request.QueryParameters.Top = EventPages.PageSize;
                    GraphPreferences.Apply(request.Headers);
                })
                : events.WithUrl(next).ToGetRequestInformation(request => GraphPreferences.Apply(request.Headers));
        }, cancel));
    }

    public async Task<UpdateOutcome> UpdateInvitationAsync(
        string mailbox, string eventId, string? etag, InvitationUpdate update, CancellationToken cancel = default)
    {
        RequireMailbox(mailbox);
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        var request = new GraphRequest("event.update", mailbox, graph =>
            graph.Users[mailbox].Events[eventId].ToPatchRequestInformation(ToPatch(update), patch =>
            {
                GraphPreferences.Apply(patch.Headers);
                if (etag is not null)
                    patch.Headers.Add("If-Match", etag);
            }));
        try
        {
            return new UpdateOutcome(UpdateStatus.Updated, await sender.SendAsync(request, GraphEventReader.Read, cancel));
        }
        catch (GraphException e) when (e.Error == GraphError.Conflict)
        {
            return UpdateOutcome.Conflict;
        }
        catch (GraphException e) when (e.Error == GraphError.NotFound)
        {
            return UpdateOutcome.Gone;
        }
    }

    public Task<MailboxSettings> GetMailboxSettingsAsync(string mailbox, CancellationToken cancel = default)
    {
        RequireMailbox(mailbox);
        var request = new GraphRequest("mailboxSettings.get", mailbox, graph => graph.Users[mailbox].MailboxSettings.ToGetRequestInformation());
        return sender.SendAsync(request, ReadSettings, cancel);
    }

    public Task<string> GetPrimaryAddressAsync(string mailbox, CancellationToken cancel = default)
    {
        RequireMailbox(mailbox);
        var request = new GraphRequest("calendar.get", mailbox, graph =>
            graph.Users[mailbox].Calendar.ToGetRequestInformation(get => get.QueryParameters.Select = ["owner"]));
        return sender.SendAsync(request, ReadOwner, cancel);
    }

    private async Task<CalendarEvent?> GetAsync(
        string operation, string mailbox, string eventId, string[] select, string[] expand, CancellationToken cancel)
    {
        RequireMailbox(mailbox);
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        var request = new GraphRequest(operation, mailbox, graph =>
            graph.Users[mailbox].Events[eventId].ToGetRequestInformation(get =>
            {
                get.QueryParameters.Select = select;
                get.QueryParameters.Expand = expand;
                GraphPreferences.Apply(get.Headers);
            }));
        try
        {
            return await sender.SendAsync(request, GraphEventReader.Read, cancel);
        }
        catch (GraphException e) when (e.Error == GraphError.NotFound)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListAsync(
        string operation, string mailbox, Func<string?, Func<Microsoft.Graph.GraphServiceClient, RequestInformation>> page,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = new EventPages(operation);
        string? next = null;
        do
        {
            next = await sender.SendAsync(new GraphRequest(operation, mailbox, page(next)), pages.Add, cancel);
            yield return pages.Latest;
        }
        while (next is not null);
        // Not within the answer's reading, where a repetition of the last page alone would be tried first.
        if (pages.IsEndless)
            throw new GraphException(GraphError.Transient, $"{operation}: the list does not end.") { Code = "PagingLoop" };
    }

    /// <summary>Of an event that stands on several pages the last one counts.</summary>
    private static async Task<IReadOnlyList<CalendarEvent>> AllAsync(IAsyncEnumerable<IReadOnlyList<CalendarEvent>> pages)
    {
        var all = new Dictionary<string, CalendarEvent>();
        await foreach (var page in pages)
        {
            foreach (var calendarEvent in page)
                all[calendarEvent.Id] = calendarEvent;
        }
        return [.. all.Values];
    }

    private static Event ToPatch(InvitationUpdate update)
    {
        var patch = new Event();
        if (update.Body is { } body)
            patch.Body = new ItemBody { ContentType = body.IsHtml ? BodyType.Html : BodyType.Text, Content = body.Content };
        if (update.Marker is { } marker)
            patch.SingleValueExtendedProperties = [new SingleValueLegacyExtendedProperty { Id = InvitationMarker.PropertyId, Value = marker }];
        return patch;
    }

    private static MailboxSettings ReadSettings(JsonElement root)
    {
        var settings = new LenientObject(root, "", []);
        return new MailboxSettings(NullIfEmpty(settings.Object("language").String("locale")), NullIfEmpty(settings.String("timeZone")));
    }

    private static string ReadOwner(JsonElement root) =>
        NullIfEmpty(new LenientObject(root, "", []).Object("owner").String("address"))
        ?? throw new GraphException(GraphError.Invalid, "calendar.get: the answer names no owner.");

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static void RequireWindow(Instant from, Instant to)
    {
        if (to <= from || to - from > Duration.FromDays(LongestView))
            throw new ArgumentException($"The window must be longer than nothing and at most {LongestView} days.", nameof(to));
    }

    private static void RequireMailbox(string mailbox) => ArgumentException.ThrowIfNullOrEmpty(mailbox);
}
