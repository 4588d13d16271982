using HybridCalendar.Gateway.Security;
using HybridCalendar.Sandbox.Wiring;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests;

/// <summary>The process in which scenarios have the product run.</summary>
public sealed class ProductHostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("product-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_ends_with_its_input_so_that_a_killed_test_run_leaves_nothing_behind()
    {
        await AdminKey.CreateAsync(_folder.FullName, TimeProvider.System, default);
        var address = PlaygroundAddresses.Free().Gateway;
        await using var product = await ProductProcess.StartAsync(
        [
            $"--urls={address}", $"--Gateway:DataDirectory={_folder.FullName}", "--Gateway:PublicUrl=http://127.0.0.1:9/", "--Office365:BaseUrl=http://127.0.0.1:9/v1.0",
            "--Office365:AuthorityHost=http://127.0.0.1:9", "--Office365:TenantId=tenant", "--Office365:ClientId=client", "--Office365:ClientSecret=secret",
            "--Webex:BaseUrl=http://127.0.0.1:9/v1", "--Webex:AccessToken=token", "--Logging:LogLevel:Default=None",
        ], address, TimeSpan.Zero);
        await product.MoveAsync(TimeSpan.FromSeconds(1));

        (await product.EndInputAsync()).ShouldBe(0);
    }
}
