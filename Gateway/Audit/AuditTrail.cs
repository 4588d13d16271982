using System.Text.Json;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Grains.Audits;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Audit;

/// <summary>Gathers what one request changes; <see cref="AuditFilter"/> writes it down.</summary>
internal sealed class AuditTrail(IOptions<JsonOptions> json)
{
    private readonly List<(string? Action, string? Subject, string? Was, string? Becomes)> _changes = [];

    private string? _action;
    private int _done;

    /// <summary>Notes the settings before and after a change; before it is made, as nobody may tell afterwards whether it was.</summary>
    /// <param name="was">Null when there was nothing.</param>
    /// <param name="becomes">Null when nothing is left.</param>
    /// <param name="subject">What was changed; null for what stands in the request's path.</param>
    /// <param name="action">What was done, where a call does several things; null for what the endpoint says.</param>
    public void Note<T>(T? was, T? becomes, string? subject = null, string? action = null) => _changes.Add((action, subject, Write(was), Write(becomes)));

    /// <summary>Says that what was noted so far is done: it is written down also when the rest of the request is refused.</summary>
    public void Done() => _done = _changes.Count;

    /// <summary>Says that what was noted since was not made, and will be tried otherwise.</summary>
    public void Undone() => _changes.RemoveRange(_done, _changes.Count - _done);

    /// <summary>Says what the request does, where that is known from its body alone.</summary>
    public void Rename(string action) => _action = action;

    /// <summary>The rows of the request: one for each change, or one for a call that changes no settings.</summary>
    public IEnumerable<AuditRow> Rows(HttpContext http, Audited audited) => _changes.Count == 0 ? [Row(http, audited)] : Rows(Row(http, audited), _changes);

    /// <summary>The rows of what was done though the request was refused.</summary>
    public IEnumerable<AuditRow> RowsDone(HttpContext http, Audited audited) => Rows(Row(http, audited), _changes.Take(_done));

    private AuditRow Row(HttpContext http, Audited audited) =>
        new() { Who = http.User.Identity?.Name ?? "", Action = _action ?? audited.Action, Subject = SubjectOf(http) };

    private static IEnumerable<AuditRow> Rows(AuditRow row, IEnumerable<(string? Action, string? Subject, string? Was, string? Becomes)> changes) =>
        changes.Where(change => change.Was != change.Becomes)
            .Select(change => row with { Action = change.Action ?? row.Action, Subject = change.Subject ?? row.Subject, Was = change.Was, Becomes = change.Becomes });

    private string? Write<T>(T? settings) => settings is null ? null : JsonSerializer.Serialize(settings, json.Value.SerializerOptions);

    /// <summary>A device in a workspace is looked for by its own id.</summary>
    private static string SubjectOf(HttpContext http) => http.Request.RouteValues.TryGetValue("id", out var id) && id is string device
        ? device
        : string.Join(' ', http.Request.RouteValues.Where(value => value.Key is "mail" or "iCalUId" or "ruleId" or "connectorId" or "keyId" or "importId").Select(value => Subject(value.Key, value.Value as string ?? "")));

    private static string Subject(string key, string value) => key switch
    {
        "mail" => HybridCalendar.Grains.GrainKeys.Normalize(value),
        "iCalUId" => MeetingsApi.Decode(value),
        _ => value,
    };
}
