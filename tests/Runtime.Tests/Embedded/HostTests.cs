using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Runtime.Tests.Embedded;

/// <summary>Start and stop of the embedded host.</summary>
public sealed class HostTests
{
    private readonly string _key = Keys.New();

    [Fact]
    public async Task States_survive_a_restart()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        await runtime.Grains.GetGrain<IStateGrain>(_key).Write("kept");
        await runtime.RestartAsync(TimeSpan.FromDays(1));
        (await runtime.Grains.GetGrain<IStateGrain>(_key).View()).Text.ShouldBe("kept");
    }

    [Fact]
    public async Task Stopping_lets_the_running_turn_end_and_deactivates_the_grain()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        var journal = Journal.Of(_key);
        var turn = runtime.Grains.GetGrain<ITurnGrain>(_key).Hold();
        await journal.WaitForAsync("holding");
        var life = runtime.Grains.GetGrain<ILifeGrain>(_key + "-life");
        await life.Activation();
        var stopping = runtime.Host.StopAsync();
        await Should.ThrowAsync<SiloUnavailableException>(life.Activation);
        journal.Add("gate open");
        await turn;
        await stopping;
        journal.Entries.ShouldBe(["holding", "gate open", "held"]);
        Journal.Of(_key + "-life").Entries.ShouldBe(["activated", "deactivating ShuttingDown", "deactivated"]);
    }

    [Fact]
    public async Task A_turn_that_does_not_end_stops_the_host_after_the_limit_all_the_same()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(options =>
            (options.DrainTimeout, options.DeactivationTimeout) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)));
        _ = runtime.Grains.GetGrain<ITurnGrain>(_key).HoldOneWay();
        await Journal.Of(_key).WaitForAsync("holding");
        await runtime.Host.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Journal.Of(_key).Add("gate open");
    }

    [Fact]
    public async Task Wrong_settings_stop_the_start_and_are_named()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => EmbeddedRuntime.StartAsync(options => options.ResponseTimeout = TimeSpan.Zero));
        failure.Message.ShouldContain("ResponseTimeout");
    }

    [Fact]
    public async Task A_database_that_another_host_uses_is_refused()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            EmbeddedRuntime.StartAsync(options => options.DatabasePath = runtime.DatabasePath));
        failure.Message.ShouldContain("in use by another host");
    }

    [Fact]
    public async Task A_grain_that_ends_whenever_it_begins_fails_its_calls()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        await Should.ThrowAsync<OrleansMessageRejectionException>(() => runtime.Grains.GetGrain<IFlightyGrain>(_key).Ping());
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        runtime.Execute("PRAGMA user_version = 99");
        (await Should.ThrowAsync<InvalidOperationException>(() => runtime.RestartAsync(TimeSpan.Zero))).Message.ShouldContain("newer");
        runtime.Execute("PRAGMA user_version = 1");
    }

    [Fact]
    public async Task Two_classes_with_one_state_name_are_refused()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            EmbeddedRuntime.StartAsync(options => options.GrainAssemblies.Add(RivalAssembly.WithState("rt-note"))));
        failure.Message.ShouldContain("rt-note");
        failure.Message.ShouldContain("Rival");
    }

    [Fact]
    public async Task An_interface_with_a_type_that_is_no_message_is_refused()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            EmbeddedRuntime.StartAsync(options => options.GrainAssemblies.Add(RivalAssembly.WithInterface(typeof(IUncallableGrain)))));
        failure.Message.ShouldContain("IUncallableGrain.Take(unmarked)");
        failure.Message.ShouldContain("Unmarked has no [GenerateSerializer]");
        failure.Message.ShouldContain("IUncallableGrain.Now must return Task");
    }

    [Fact]
    public async Task An_interface_without_a_class_is_refused_by_name()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        Should.Throw<ArgumentException>(() => runtime.Grains.GetGrain<INowhereGrain>(_key)).Message.ShouldContain(nameof(INowhereGrain));
    }

    [Fact]
    public async Task A_write_waits_for_another_process_that_holds_the_database()
    {
        await using var runtime = await EmbeddedRuntime.StartAsync(_ => { });
        await using var connection = new SqliteConnection($"Data Source={runtime.DatabasePath};Pooling=False");
        await connection.OpenAsync();
        Execute(connection, "BEGIN IMMEDIATE");
        var writing = runtime.Grains.GetGrain<IStateGrain>(_key).Write("patient");
        Execute(connection, "COMMIT");
        (await writing).Text.ShouldBe("patient");
    }

    public interface INowhereGrain : IGrainWithStringKey;

    public interface IUncallableGrain : IGrainWithStringKey
    {
        Task Take(Unmarked unmarked);

        int Now();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
