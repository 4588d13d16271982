namespace HybridCalendar.Sandbox;

public static class Program
{
    public static void Main(string[] args)
    {
        var app = SandboxHost.Build(args);
        app.Run();
    }
}
