using System.Net.Sockets;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox.Tests.Wiring;

/// <summary>What stands before the gateways of <c>./cluster</c>.</summary>
public sealed class TcpDoorTests : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private readonly NamedServer _a = new('a');
    private readonly NamedServer _b = new('b');
    private readonly List<TcpClient> _clients = [];
    private TcpDoor _door = null!;

    public ValueTask InitializeAsync()
    {
        _door = TcpDoor.Open(port: 0, [_a.Address, _b.Address]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _door.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task Connections_go_to_the_gateways_in_turn()
    {
        (await NamesAsync(4)).ShouldBe("abab");
    }

    [Fact]
    public async Task Who_refuses_is_passed_over()
    {
        await _a.StopAsync();

        (await NamesAsync(3)).ShouldBe("bbb");
        await _b.StopAsync();
        (await NamesAsync(1)).ShouldBe("-");
    }

    [Fact]
    public async Task The_first_that_is_there_takes_all_when_they_do_not_take_turns()
    {
        await using var door = TcpDoor.Open(port: 0, [_a.Address, _b.Address], inTurn: false);

        (await NamesAsync(3, door)).ShouldBe("aaa");
        await _a.StopAsync();
        (await NamesAsync(2, door)).ShouldBe("bb");
    }

    [Fact]
    public async Task What_passes_both_ways_ends_with_its_gateway_and_no_other()
    {
        var (first, second) = (await ConnectAsync(_door), await ConnectAsync(_door));
        foreach (var client in (TcpClient[])[first, second])
        {
            await ReadAsync(client);
            client.GetStream().WriteByte((byte)'?');
            (await ReadAsync(client)).ShouldBe('?');
        }

        await _a.StopAsync();

        (await ReadAsync(first)).ShouldBe('-');
        second.GetStream().WriteByte((byte)'!');
        (await ReadAsync(second)).ShouldBe('!');
    }

    [Fact]
    public async Task A_connection_that_cannot_be_taken_does_not_close_the_door()
    {
        var failures = new Queue<SocketError>([SocketError.ConnectionAborted, SocketError.TooManyOpenSockets]);
        await using var door = TcpDoor.Open(port: 0, [_a.Address], inTurn: true, (listener, stop) => failures.TryDequeue(out var failure)
            ? ValueTask.FromException<TcpClient>(new SocketException((int)failure))
            : listener.AcceptTcpClientAsync(stop));

        (await NamesAsync(2, door)).ShouldBe("aa");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        Should.Throw<IOException>(() => TcpDoor.Open(_a.Address.Port, [_b.Address])).Message.ShouldContain($"{_a.Address.Port}");
    }

    /// <summary>By whom new connections are answered; '-' is nobody.</summary>
    private async Task<string> NamesAsync(int connections, TcpDoor? door = null)
    {
        var names = "";
        for (var number = 0; number < connections; number++)
            names += await ReadAsync(await ConnectAsync(door ?? _door));
        return names;
    }

    private async Task<TcpClient> ConnectAsync(TcpDoor door)
    {
        var client = new TcpClient();
        _clients.Add(client);
        await client.ConnectAsync(door.Address.Host, door.Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>The next letter; '-' at the end.</summary>
    private static async Task<char> ReadAsync(TcpClient client)
    {
        var letter = new byte[1];
        var read = await client.GetStream().ReadAsync(letter, TestContext.Current.CancellationToken).AsTask().WaitAsync(s_limit, TestContext.Current.CancellationToken);
        return read == 0 ? '-' : (char)letter[0];
    }
}
