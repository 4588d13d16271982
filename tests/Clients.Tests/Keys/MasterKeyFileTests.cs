using HybridCalendar.Clients.Keys;

namespace HybridCalendar.Clients.Tests.Keys;

/// <summary>The file of the master key.</summary>
public sealed class MasterKeyFileTests : IDisposable
{
    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private readonly string _folder = Directory.CreateTempSubdirectory("master-key-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "keys", "master.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_made_with_the_first_key_and_only_its_owner_reads_it()
    {
        var wrapped = await new MasterKeyFile(Path).WrapAsync(s_key, "k1", default);
        (await new MasterKeyFile(Path).UnwrapAsync(wrapped, "k1", default)).ShouldBe(s_key);
        Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).ShouldBe([Path]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Of_many_that_start_at_once_one_makes_it()
    {
        var wrapped = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => new MasterKeyFile(Path).WrapAsync(s_key, "k1", default))));
        foreach (var one in wrapped)
            (await new MasterKeyFile(Path).UnwrapAsync(one, "k1", default)).ShouldBe(s_key);
        Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).ShouldBe([Path]);
    }

    [Fact]
    public async Task A_key_opens_under_its_own_id_only()
    {
        var wrapped = await new MasterKeyFile(Path).WrapAsync(s_key, "k1", default);
        await Should.ThrowAsync<MasterKeyException>(() => new MasterKeyFile(Path).UnwrapAsync(wrapped, "k2", default));
    }

    [Fact]
    public async Task Another_master_key_is_told_from_the_right_one()
    {
        var wrapped = await new MasterKeyFile(Path).WrapAsync(s_key, "k1", default);
        var other = new MasterKeyFile(Path + ".other");
        await other.WrapAsync(s_key, "k1", default);
        (await Should.ThrowAsync<MasterKeyException>(() => other.UnwrapAsync(wrapped, "k1", default))).Message.ShouldContain("is not the one that wraps");
    }

    [Fact]
    public async Task A_missing_file_is_not_replaced()
    {
        var wrapped = await new MasterKeyFile(Path).WrapAsync(s_key, "k1", default);
        File.Delete(Path);
        (await Should.ThrowAsync<MasterKeyException>(() => new MasterKeyFile(Path).UnwrapAsync(wrapped, "k1", default))).Message.ShouldContain("restore the file");
        File.Exists(Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("no base64!")]
    public async Task A_damaged_file_is_named(string text)
    {
        await new MasterKeyFile(Path).WrapAsync(s_key, "k1", default);
        await File.WriteAllTextAsync(Path, text);
        (await Should.ThrowAsync<MasterKeyException>(() => new MasterKeyFile(Path).WrapAsync(s_key, "k1", default))).Message.ShouldContain(Path);
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        await new MasterKeyFile(Path).WrapAsync(s_key, "k1", default);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await Should.ThrowAsync<MasterKeyException>(() => new MasterKeyFile(Path).WrapAsync(s_key, "k1", default))).Message.ShouldContain("chmod 600");
    }
}
