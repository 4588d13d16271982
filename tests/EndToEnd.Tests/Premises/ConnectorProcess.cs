using System.Diagnostics;
using System.Globalization;
using HybridCalendar.Connector;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The connector's program, as an administrator runs it on the connector host.</summary>
internal sealed class ConnectorProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private ConnectorProcess(Process process) => _process = process;

    public static ConnectorProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ConnectorHost).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        return new ConnectorProcess(Process.Start(start) ?? throw new InvalidOperationException("The connector did not start."));
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var command = Start(arguments);
        var (output, errors) = (command._process.StandardOutput.ReadToEndAsync(), command._process.StandardError.ReadToEndAsync());
        await command._process.WaitForExitAsync().WaitAsync(s_deadline);
        return (command._process.ExitCode, await output + await errors);
    }

    /// <summary>Its TCP sockets, as the system lists them: whether each listens, and the port at its other end.</summary>
    public IReadOnlyList<(bool Listens, int RemotePort)> Sockets()
    {
        const string listening = "0A";
        if (_process.HasExited)
            throw new InvalidOperationException($"The connector ended with code {_process.ExitCode}.");
        var own = Directory.GetFiles($"/proc/{_process.Id}/fd").Select(LinkTarget).ToHashSet();
        return
        [
            .. from table in (string[])["tcp", "tcp6"]
               from line in File.ReadLines($"/proc/{_process.Id}/net/{table}").Skip(1)
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where own.Contains($"socket:[{columns[9]}]")
               select (columns[3] == listening, int.Parse(columns[2].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            // It was closed meanwhile.
            return null;
        }
    }
}
