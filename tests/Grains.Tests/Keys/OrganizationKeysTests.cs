using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;

namespace HybridCalendar.Grains.Tests.Keys;

/// <summary>The organization's keys in a SQLite file.</summary>
public sealed class SqliteKeysTests() : OrganizationKeysTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresKeysTests(PostgresServer server) : OrganizationKeysTests(server);

/// <summary>How keys are made, rotated and revoked by hosts that share a database.</summary>
public abstract class OrganizationKeysTests(PostgresServer? server) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;
    private readonly List<OrganizationKeys> _hosts = [];
    private TestDatabase? _store;

    public async ValueTask InitializeAsync() => _store = await TestDatabase.CreateAsync(server);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var host in _hosts)
            host.Dispose();
        if (_store is not null)
            await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Of_many_hosts_that_start_at_once_one_makes_the_first_key()
    {
        var hosts = Enumerable.Range(0, 8).Select(_ => NewHost()).ToList();
        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.StartAsync(default))));
        hosts.Select(host => host.Active.Id).Distinct().ShouldHaveSingleItem();
        (await hosts[0].ListAsync()).ShouldHaveSingleItem().Status.ShouldBe(KeyStatus.Active);
        var stored = SealedData.Seal(hosts[0].Active, "words"u8);
        SealedData.Open(stored, hosts[^1].Find).ShouldBe("words"u8.ToArray());
    }

    [Fact]
    public async Task A_rotated_key_opens_what_it_sealed_also_on_a_host_that_has_not_heard_of_it()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var before = SealedData.Seal(one.Active, "before"u8);
        await one.RotateAsync();
        var after = SealedData.Seal(one.Active, "after"u8);
        SealedData.Open(before, one.Find).ShouldBe("before"u8.ToArray());
        SealedData.Open(after, other.Find).ShouldBe("after"u8.ToArray());
        other.Active.Id.ShouldBe(one.Active.Id);
        (await one.ListAsync()).Select(key => key.Status).ShouldBe([KeyStatus.Retired, KeyStatus.Active], ignoreOrder: true);
        one.ForConnectors.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_can_wait_is_given_a_key_that_another_host_has_just_made()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await one.RotateAsync();
        (await other.FindAsync(one.Active.Id)).ShouldNotBeNull().Id.ShouldBe(one.Active.Id);
        other.Active.Id.ShouldBe(one.Active.Id);
        (await other.FindAsync("none")).ShouldBeNull();
    }

    [Fact]
    public async Task Requests_are_told_of_keys_that_are_gone_also_when_another_host_took_them()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var requests = new RequestKeys(other);
        var (lost, before) = ("none", one.Active.Id);
        (await requests.FindLostAsync([lost, before, lost])).ShouldBe([lost]);
        (await requests.ReasonAgainstAsync(lost)).ShouldBe("The organization key none is lost.");
        (await requests.ReasonAgainstAsync(before)).ShouldBeNull();
        await one.RotateAsync();
        var after = one.Active.Id;
        await one.RevokeAsync(after);
        (await requests.ReasonAgainstAsync(after)).ShouldBe($"The organization key {after} was revoked while the request was on its way.");
        (await requests.FindLostAsync([before, after])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_key_is_given_to_no_connector_and_opens_what_is_stored()
    {
        var keys = await StartAsync();
        var first = keys.Active;
        var stored = SealedData.Seal(first, "words"u8);
        (await keys.RevokeAsync(first.Id)).ShouldBeTrue();
        keys.Active.Id.ShouldNotBe(first.Id);
        keys.StatusOf(first.Id).ShouldBe(KeyStatus.Revoked);
        keys.ForConnectors.ShouldHaveSingleItem().Id.ShouldBe(keys.Active.Id);
        SealedData.Open(stored, keys.Find).ShouldBe("words"u8.ToArray());
        (await keys.RevokeAsync("nothing")).ShouldBeFalse();
        (await keys.ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Hosts_that_rotate_at_once_leave_one_active_key()
    {
        var hosts = new List<OrganizationKeys>();
        for (var i = 0; i < 4; i++)
            hosts.Add(await StartAsync());
        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.RotateAsync())));
        (await hosts[0].ListAsync()).Count(key => key.Status == KeyStatus.Active).ShouldBe(1);
        foreach (var host in hosts)
            await host.RefreshAsync();
        hosts.Select(host => host.Active.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_host_with_another_master_key_does_not_start()
    {
        await StartAsync();
        await new MasterKeyFile(Path.Combine(_folder, "other.key"), TimeProvider.System).EnsureAsync(default);
        (await Should.ThrowAsync<MasterKeyException>(() => NewHost("other.key").StartAsync(default))).Message.ShouldContain("is not the one that wraps");
        (await Should.ThrowAsync<MasterKeyException>(() => NewHost("missing.key").StartAsync(default))).Message.ShouldContain("is missing");
        File.Exists(Path.Combine(_folder, "missing.key")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_master_key_that_was_lost_is_not_replaced_when_a_key_is_rotated_or_revoked()
    {
        var keys = await StartAsync();
        var first = keys.Active.Id;
        File.Delete(Path.Combine(_folder, "master.key"));
        (await Should.ThrowAsync<MasterKeyException>(() => keys.RotateAsync())).Message.ShouldContain("restore the file");
        (await Should.ThrowAsync<MasterKeyException>(() => keys.RevokeAsync(first))).Message.ShouldContain("restore the file");
        File.Exists(Path.Combine(_folder, "master.key")).ShouldBeFalse();
        (await keys.ListAsync()).ShouldHaveSingleItem().Status.ShouldBe(KeyStatus.Active);
    }

    private async Task<OrganizationKeys> StartAsync()
    {
        var host = NewHost();
        await host.StartAsync(default);
        return host;
    }

    private OrganizationKeys NewHost(string masterKey = "master.key")
    {
        var host = new OrganizationKeys(
            _store!.Catalog, new MasterKeyFile(Path.Combine(_folder, masterKey), TimeProvider.System), TimeProvider.System, NullLogger<OrganizationKeys>.Instance);
        _hosts.Add(host);
        return host;
    }
}
