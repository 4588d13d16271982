using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The site on a PostgreSQL server, where one is installed.</summary>
public sealed class PostgresSite : PremisesSite
{
    internal override bool IsOnPostgres => PostgresProcess.IsInstalled;

    public override ValueTask InitializeAsync() => PostgresProcess.IsInstalled ? base.InitializeAsync() : ValueTask.CompletedTask;
}
