using System.Globalization;
using System.Text.Json;
using HybridCalendar.Domain.Tables;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;

namespace HybridCalendar.Gateway.Users;

/// <summary>All that a table of users changes, as a file with a row for each field: a page and an answer tell the beginning of it.</summary>
internal static class ImportChanges
{
    public static IResult Create(IAsyncEnumerable<UserChange> changes, AdminTexts texts) => CsvFile.Create("changes.csv", async writer =>
    {
        await writer.WriteAsync(CsvWriter.Row(texts["import.line"], texts["audit.subject"], texts["import.field"], texts["import.before"], texts["import.after"]));
        await foreach (var change in changes)
        {
            var line = change.Line.ToString(CultureInfo.InvariantCulture);
            foreach (var (field, before, after) in FieldChange.Between(Json(change.Before), Json(change.After)))
                await writer.WriteAsync(CsvWriter.Row(line, change.Mail, texts.Field(field), Told(field, before), Told(field, after)));
        }

        string? Told(string field, string? value) => value is null ? null : texts.Value(field, value);
    });

    private static JsonElement? Json(object? settings) => settings is null ? null : JsonSerializer.SerializeToElement(settings, JsonSerializerOptions.Web);
}
