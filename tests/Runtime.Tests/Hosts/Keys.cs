namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>A grain of its own for each test.</summary>
public static class Keys
{
    public static string New() => "test:" + Guid.NewGuid().ToString("N");
}
