namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What a process of the product is.</summary>
internal enum Role
{
    Gateway,
    Connector,
}
