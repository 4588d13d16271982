using HybridCalendar.Connector;

namespace HybridCalendar.Bench.Processes;

/// <summary>The on-premises connector. It listens nowhere.</summary>
internal static class ConnectorServer
{
    public static IHost Build(string[] arguments) => ConnectorHost.Build(arguments, TimeProvider.System);
}
