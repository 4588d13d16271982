using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.Grains.Tests.Audits;

/// <summary>The audit log on a SQLite file.</summary>
public sealed class SqliteAuditLogTests() : AuditLogTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresAuditLogTests(PostgresServer server) : AuditLogTests(server);

/// <summary>What the audit log does on either database.</summary>
public abstract class AuditLogTests(PostgresServer? server) : IAsyncLifetime
{
    private TestDatabase? _store;
    private AuditLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _log = new AuditLog(_store.Catalog, await _store.MakeSealAsync(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task Rows_come_back_as_they_were_the_newest_first()
    {
        await _log.AddAsync(new AuditRow { Who = "ann", Action = "user.set", Subject = "Вера@contoso.example", Was = "{\"a\":1}", Becomes = "{\"a\":\"'\\\"\"}" });
        await _log.AddAsync(Enumerable.Range(0, 2_500).Select(number => new AuditRow { Who = "bob", Action = "user.set", Subject = $"s{number}" }));
        var first = (await _log.ListAsync(new AuditSearch(Who: "ann"), null, 10)).ShouldHaveSingleItem();
        first.Subject.ShouldBe("Вера@contoso.example");
        (first.Was, first.Becomes).ShouldBe(("{\"a\":1}", "{\"a\":\"'\\\"\"}"));
        var rows = await _log.ListAsync(new AuditSearch(), null, 3_000);
        rows.Select(row => row.Subject).ShouldBe([.. Enumerable.Range(0, 2_500).Reverse().Select(number => $"s{number}"), "Вера@contoso.example"]);
        (await _log.ListAsync(new AuditSearch(), rows[1].Id, 2)).Select(row => row.Subject).ShouldBe(["s2497", "s2496"]);
    }

    [Fact]
    public async Task Rows_are_found_by_what_and_when()
    {
        await _log.AddAsync(new AuditRow { Subject = "a" }, new AuditRow { Subject = "b" });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        (await _log.ListAsync(new AuditSearch(Subject: "a"), null, 9)).Count.ShouldBe(1);
        (await _log.ListAsync(new AuditSearch(From: now - 600_000, Until: now + 600_000), null, 9)).Count.ShouldBe(2);
        (await _log.ListAsync(new AuditSearch(From: now + 600_000), null, 9)).ShouldBeEmpty();
        (await _log.ListAsync(new AuditSearch(Until: now - 600_000), null, 9)).ShouldBeEmpty();
    }
}
