using HybridCalendar.EndToEnd.Tests.Health;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>One organization and one browser for the tests of the administration.</summary>
[CollectionDefinition(Name)]
public sealed class AdministrationCollection : ICollectionFixture<HealthWorld>, ICollectionFixture<Browser>
{
    public const string Name = "Administration";
}
