using System.Text.Json;
using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>
/// Tells the audit log of each user whom an import changes. What is about to be changed is noted with the import before, so that a gateway that
/// ends in the middle leaves nobody changed of whom the log does not tell.
/// </summary>
/// <param name="store">The imports.</param>
/// <param name="log">The audit log.</param>
/// <param name="import">The import's id.</param>
/// <param name="who">The administrator's name.</param>
/// <param name="json">How settings are written down.</param>
internal sealed class ImportTrail(UserImportTable store, AuditLog log, string import, string who, JsonSerializerOptions json)
{
    /// <summary>Notes users who are about to be changed.</summary>
    public Task BeginAsync(IEnumerable<UserChange> changes) =>
        store.SetPendingAsync(import, JsonSerializer.Serialize(changes.Select(change => Row(change.Mail, change.Before, change.After)), JsonSerializerOptions.Web));

    /// <summary>Tells what became of them.</summary>
    public async Task EndAsync(IEnumerable<AuditRow> rows)
    {
        await log.AddAsync(rows);
        await store.SetPendingAsync(import, pending: null);
    }

    /// <param name="mail">The user.</param>
    /// <param name="was">Null when nothing was set before.</param>
    /// <param name="becomes">What is set.</param>
    public AuditRow Row(string mail, UserSettings? was, UserSettings becomes) =>
        new() { Who = who, Action = "user.set", Subject = mail, Was = was is null ? null : Write(was), Becomes = Write(becomes) };

    /// <summary>Tells of users who were being changed when imports ended early: nobody knows of which it was done.</summary>
    /// <param name="store">The imports.</param>
    /// <param name="log">The audit log.</param>
    /// <param name="now">UTC.</param>
    public static async Task TellLeftAsync(UserImportTable store, AuditLog log, DateTimeOffset now)
    {
        foreach (var (id, pending) in await store.ListPendingAsync(now.ToUnixTimeMilliseconds()))
        {
            await log.AddAsync(JsonSerializer.Deserialize<AuditRow[]>(pending, JsonSerializerOptions.Web)!.Select(row => row with { OutcomeUnknown = true }));
            await store.SetPendingAsync(id, pending: null);
        }
    }

    private string Write(UserSettings settings) => JsonSerializer.Serialize(settings, json);
}
