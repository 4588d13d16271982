using HybridCalendar.Gateway.Security;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>The file of the local administrator key.</summary>
public sealed class AdminKeyTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"admin-key-{Guid.NewGuid():N}");

    private string File => Path.Combine(_folder, "admin-key.sha256");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_made_once_and_kept_as_a_hash()
    {
        var key = (await CreateAsync()).ShouldNotBeNull();
        (await CreateAsync()).ShouldBeNull();
        (await System.IO.File.ReadAllTextAsync(File)).ShouldNotContain(key);
        AdminKey.Matches(key, AdminKey.ReadHash(_folder)).ShouldBeTrue();
        AdminKey.Matches(key + "x", AdminKey.ReadHash(_folder)).ShouldBeFalse();
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Of_many_gateways_that_start_at_once_one_makes_it_and_all_read_it_whole()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => (Key: await CreateAsync(), Hash: AdminKey.ReadHash(_folder)))));
        var made = keys.Where(one => one.Key is not null).ShouldHaveSingleItem().Key!;
        keys.ShouldAllBe(one => AdminKey.Matches(made, one.Hash));
        Directory.GetFiles(_folder).ShouldBe([File, File + ".lock"], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_comes_while_another_makes_it_waits_and_takes_that_one()
    {
        Directory.CreateDirectory(_folder);
        var made = new string('a', 64);
        Task<string?> waiting;
        using (new FileStream(File + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            waiting = CreateAsync();
            waiting.IsCompleted.ShouldBeFalse();
            System.IO.File.Exists(File).ShouldBeFalse();
            await System.IO.File.WriteAllTextAsync(File, made);
        }
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeNull();
        (await System.IO.File.ReadAllTextAsync(File)).ShouldBe(made);
    }

    private Task<string?> CreateAsync() => AdminKey.CreateAsync(_folder, TimeProvider.System, default);
}
