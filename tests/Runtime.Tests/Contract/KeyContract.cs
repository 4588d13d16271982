using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract;

/// <summary>On the runtime of this build.</summary>
public sealed class KeyTests(RuntimeFixture fixture) : KeyContract(fixture), IClassFixture<RuntimeFixture>
{
    [Theory]
    [InlineData("a")]
    [InlineData("0a")]
    [InlineData("a@example.com")]
    [InlineData("2f1b0e35-6f2c-4f7e-9a54-0d6f3f2b1c11")]
    [InlineData("cafe:1")]
    [InlineData(":1")]
    [InlineData("room:")]
    [InlineData("")]
    public void Keys_without_a_safe_prefix_are_refused(string key)
    {
        Assert.SkipUnless(TestRuntime.IsEmbedded, "Orleans takes such keys; its ADO.NET storage then mixes up those that look hexadecimal.");
        var failure = Should.Throw<ArgumentException>(() => Runtime.Grains.GetGrain<ILifeGrain>(key));
        failure.Message.ShouldContain("prefix");
        failure.Message.ShouldNotContain("example.com");
    }
}

/// <summary>What keys name.</summary>
public abstract class KeyContract(RuntimeFixture fixture)
{
    protected ITestRuntime Runtime => fixture.Runtime;

    [Theory]
    [InlineData("room:a@example.com")]
    [InlineData("series:040000008200E00074C5B7101A82E008")]
    [InlineData("user:1")]
    [InlineData("device:a/b?c#d e")]
    [InlineData("room:стая")]
    public async Task Keys_with_a_prefix_name_grains(string key) =>
        (await Runtime.Grains.GetGrain<ILifeGrain>(key).KeyOfSelf()).ShouldBe(key);

    [Fact]
    public async Task Keys_that_differ_in_case_name_different_grains()
    {
        var lower = await Runtime.Grains.GetGrain<ILifeGrain>("room:a").Activation();
        (await Runtime.Grains.GetGrain<ILifeGrain>("room:A").Activation()).ShouldNotBe(lower);
    }
}
