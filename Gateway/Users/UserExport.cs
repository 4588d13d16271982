using HybridCalendar.Domain.Tables;
using HybridCalendar.Gateway.Api;

namespace HybridCalendar.Gateway.Users;

/// <summary>The users as a file, which can be changed in a spreadsheet and imported again.</summary>
internal static class UserExport
{
    public static IResult Create(KnownUsers users, string? search, bool onlyProblems) => CsvFile.Create("users.csv", async writer =>
    {
        await writer.WriteAsync(CsvWriter.Row("Email Address", "Display Name", "Enabled", "preferredWebExSite", "Personal Room", "Language"));
        await foreach (var (mail, set) in users.ReadAsync(search, onlyProblems))
        {
            await writer.WriteAsync(CsvWriter.Row(
                mail, set.DisplayName, set.Enabled ? "true" : "false", set.PreferredSite, set.PersonalRoomLink, set.Language));
        }
    });
}
