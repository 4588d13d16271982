using System.Globalization;
using HybridCalendar.Domain.Tables;
using HybridCalendar.Grains.Conferences;

namespace HybridCalendar.Gateway.Api;

/// <summary>The rooms in TMS as a file, which can be changed in a spreadsheet and uploaded again.</summary>
internal static class TmsRoomExport
{
    public const string ContentType = "text/csv";

    public static IResult Create(IEnumerable<TmsRoomRow> rows) => CsvFile.Create("tms-rooms.csv", async writer =>
    {
        await writer.WriteAsync(CsvWriter.Row("Mailbox", "System ID", "System Name"));
        foreach (var row in rows)
            await writer.WriteAsync(CsvWriter.Row(row.Mailbox, row.SystemId.ToString(CultureInfo.InvariantCulture), row.SystemName));
    });
}
