using HybridCalendar.Runtime.Tests.Contract;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>The contract of the runtime on Orleans' ADO.NET providers and the product's tables.</summary>
[CollectionDefinition(Name)]
public sealed class ProductContract : ICollectionFixture<ProductRuntimeFixture>
{
    public const string Name = "The contract on the product's providers";
}

/// <inheritdoc cref="KeyContract"/>
[Collection(ProductContract.Name)]
public sealed class ProductKeyTests(ProductRuntimeFixture fixture) : KeyContract(fixture);

/// <inheritdoc cref="StateContract"/>
[Collection(ProductContract.Name)]
public sealed class ProductStateTests(ProductRuntimeFixture fixture) : StateContract(fixture);

/// <inheritdoc cref="ReminderContract"/>
[Collection(ProductContract.Name)]
public sealed class ProductReminderTests(ProductRuntimeFixture fixture) : ReminderContract
{
    protected override ITestRuntime Runtime => fixture.Runtime;
}
