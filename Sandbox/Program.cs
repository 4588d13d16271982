namespace HybridCalendar.Sandbox;

public static class Program
{
    public static async Task Main(string[] args)
    {
        await using var app = SandboxHost.Build(args);
        await app.StartAsync();
        var home = app.Urls.First();
        await Console.Out.WriteLineAsync($"{"Calendar",-16}{home}/calendar");
        foreach (var room in SandboxWorld.Rooms)
            await Console.Out.WriteLineAsync($"{room.Device,-16}{home}/sandbox/devices/{SandboxWorld.DeviceId(room)}/screen");
        await app.WaitForShutdownAsync();
    }
}
