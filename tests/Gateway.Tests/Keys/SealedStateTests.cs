#if !ORLEANS
using System.Net.Http.Json;
using System.Text;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Keys;

/// <summary>What grains store is readable by nobody who has the database's files without the master key.</summary>
public sealed class SealedStateTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Secret = """{"Bookings":[{"Id":"1","Title":"Acquisition of Zagora","Number":"zagora@video.example"}]}""";

    [Fact]
    public async Task The_files_hold_nothing_of_a_list()
    {
        var (device, _) = await gateway.MakeDeviceAsync("sealed");
        await device.Show(Secret);
        (await device.GetStatus())!.List.BookingsJson.ShouldBe(Secret);
        var files = Directory.GetFiles(gateway.Folder, "*.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        files.ShouldContain(file => file.EndsWith("grains.db-wal", StringComparison.Ordinal));
        foreach (var file in files)
            (await ReadAsync(file)).Contains("zagora", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(file);
        (await RowAsync("device:sealed")).ShouldStartWith("hc1.");
    }

    [Fact]
    public async Task A_row_from_before_is_read_and_sealed_when_it_is_written_next()
    {
        await StoreAsync("device:old", """{"Settings":{"DisplayName":"Rila"},"List":{"Version":7,"BookingsJson":"{\"Bookings\":[]}"}}""");
        (await Device("old").GetStatus())!.List.Version.ShouldBe(7);
        (await gateway.Admin.PutAsJsonAsync("/api/devices/old", new { displayName = "Pirin" })).EnsureSuccessStatusCode();
        (await RowAsync("device:old")).ShouldStartWith("hc1.");
        (await Device("old").GetStatus())!.List.Version.ShouldBe(7);
    }

    [Fact]
    public async Task A_row_that_cannot_be_opened_says_which_key_is_missing()
    {
        await StoreAsync("device:lost", "hc1.kgone.AAAA");
        var failure = await Should.ThrowAsync<SealedDataException>(() => Device("lost").GetStatus());
        failure.Message.ShouldContain("kgone");
    }

    private IDeviceGrain Device(string id) => gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id));

    private async Task StoreAsync(string key, string text)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO grain_state (state_name, grain_key, version, json) VALUES ('device', $key, 1, $text)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$text", text);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> RowAsync(string key)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT json FROM grain_state WHERE grain_key = $key";
        command.Parameters.AddWithValue("$key", key);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "grains.db")};Pooling=false;Default Timeout=30");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
#endif
