namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>
/// One site for the tests that wait for pauses of minutes: a connector that runs in a process of its own, on the machine's clock, would be
/// refused there for its clock.
/// </summary>
[CollectionDefinition(Name)]
public sealed class MovedPremisesCollection : ICollectionFixture<PremisesSite>
{
    public const string Name = "Premises, later";
}
