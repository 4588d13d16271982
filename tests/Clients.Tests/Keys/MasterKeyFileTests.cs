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
    public async Task It_is_made_when_it_is_asked_for_and_only_its_owner_reads_it()
    {
        var wrapped = await (await MadeAsync()).WrapAsync(s_key, "k1", default);
        (await File().UnwrapAsync(wrapped, "k1", default)).ShouldBe(s_key);
        ShouldLeaveNoDraft();
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Of_many_that_start_at_once_one_makes_it()
    {
        var wrapped = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await (await MadeAsync()).WrapAsync(s_key, "k1", default))));
        foreach (var one in wrapped)
            (await File().UnwrapAsync(one, "k1", default)).ShouldBe(s_key);
        ShouldLeaveNoDraft();
    }

    [Fact]
    public async Task Whoever_comes_while_another_makes_it_waits_and_takes_that_one()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var made = Convert.ToBase64String(s_key);
        Task waiting;
        using (new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            waiting = File().EnsureAsync(default);
            waiting.IsCompleted.ShouldBeFalse();
            System.IO.File.Exists(Path).ShouldBeFalse();
            await System.IO.File.WriteAllTextAsync(Path, made);
        }
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        (await System.IO.File.ReadAllTextAsync(Path)).ShouldBe(made);
    }

    [Fact]
    public async Task One_that_cannot_be_made_is_named()
    {
        await System.IO.File.WriteAllTextAsync(System.IO.Path.GetDirectoryName(Path)!, "a file where the folder should be");
        (await Should.ThrowAsync<MasterKeyException>(() => MadeAsync())).Message.ShouldContain("cannot be made");
    }

    [Fact]
    public async Task A_key_opens_under_its_own_id_only()
    {
        var wrapped = await (await MadeAsync()).WrapAsync(s_key, "k1", default);
        await Should.ThrowAsync<MasterKeyException>(() => File().UnwrapAsync(wrapped, "k2", default));
    }

    [Fact]
    public async Task Another_master_key_is_told_from_the_right_one()
    {
        var wrapped = await (await MadeAsync()).WrapAsync(s_key, "k1", default);
        var other = new MasterKeyFile(Path + ".other", TimeProvider.System);
        await other.EnsureAsync(default);
        (await Should.ThrowAsync<MasterKeyException>(() => other.UnwrapAsync(wrapped, "k1", default))).Message.ShouldContain("is not the one that wraps");
    }

    [Fact]
    public async Task A_missing_file_is_not_replaced()
    {
        var wrapped = await (await MadeAsync()).WrapAsync(s_key, "k1", default);
        System.IO.File.Delete(Path);
        (await Should.ThrowAsync<MasterKeyException>(() => File().UnwrapAsync(wrapped, "k1", default))).Message.ShouldContain("restore the file");
        (await Should.ThrowAsync<MasterKeyException>(() => File().WrapAsync(s_key, "k2", default))).Message.ShouldContain("restore the file");
        System.IO.File.Exists(Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("no base64!")]
    public async Task A_damaged_file_is_named(string text)
    {
        await MadeAsync();
        await System.IO.File.WriteAllTextAsync(Path, text);
        (await Should.ThrowAsync<MasterKeyException>(() => File().WrapAsync(s_key, "k1", default))).Message.ShouldContain(Path);
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        await MadeAsync();
        System.IO.File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        (await Should.ThrowAsync<MasterKeyException>(() => File().WrapAsync(s_key, "k1", default))).Message.ShouldContain("chmod 600");
    }

    private MasterKeyFile File() => new(Path, TimeProvider.System);

    private async Task<MasterKeyFile> MadeAsync()
    {
        var file = File();
        await file.EnsureAsync(default);
        return file;
    }

    private void ShouldLeaveNoDraft() =>
        Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).ShouldBe([Path, Path + ".lock"], ignoreOrder: true);
}
