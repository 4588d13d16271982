using System.Net;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace HybridCalendar.Hosting;

/// <summary>Reads the section <c>Cluster</c>, and refuses what cannot work: a database that is not meant would be found out after a restart.</summary>
internal static class ClusterSettings
{
    /// <exception cref="ConfigurationProblemException">A setting is unknown, or cannot work.</exception>
    public static ClusterOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(ClusterOptions.Section);
        ClusterOptions options;
        try
        {
            options = section.Get<ClusterOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new ClusterOptions();
        }
        catch (InvalidOperationException wrong)
        {
            throw new ConfigurationProblemException($"section {section.Path}: {wrong.Message}", wrong);
        }
        return FindProblem(options) is { } problem ? throw new ConfigurationProblemException(problem) : options;
    }

    /// <summary>A silo of its own, without a database, would be nobody's.</summary>
    /// <exception cref="ConfigurationProblemException">There is no database.</exception>
    public static void RequireDatabase(ClusterOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new ConfigurationProblemException("Cluster:ConnectionString is required: the PostgreSQL database that all silos and gateways share.");
    }

    private static string? FindProblem(ClusterOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ClusterId))
            return "Cluster:ClusterId must not be empty.";
        if (options.Address is { } address && (!IPAddress.TryParse(address, out var ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            return "Cluster:Address must be the IP address at which other hosts reach this silo.";
        foreach (var (name, port) in new[] { (nameof(options.SiloPort), options.SiloPort), (nameof(options.GatewayPort), options.GatewayPort) })
        {
            if (port is < 1 or > IPEndPoint.MaxPort)
                return $"Cluster:{name} must be a port, 1 to {IPEndPoint.MaxPort}.";
        }
        if (options.SiloPort == options.GatewayPort)
            return "Cluster:SiloPort and Cluster:GatewayPort must differ.";
        return options.ConnectionString is { Length: > 0 } connection ? FindProblem(connection) : null;
    }

    /// <summary>Not in Npgsql's words, which may quote a password.</summary>
    private static string? FindProblem(string connection)
    {
        const string Rule = "Cluster:ConnectionString must be PostgreSQL's as Npgsql writes it, such as Host=...;Username=...;Password=...;Database=...";
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connection).Host) ? Rule : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return Rule;
        }
    }
}
