namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>One site for all tests that leave it as they found it.</summary>
[CollectionDefinition(Name)]
public sealed class PremisesCollection : ICollectionFixture<PremisesSite>
{
    public const string Name = "Premises";
}
