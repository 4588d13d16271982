namespace HybridCalendar.Sandbox.Wiring;

/// <summary>What <c>./run</c> does: starts everything and says what to open.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var playground = await Playground.StartAsync(PlaygroundAddresses.Usual, cancellationToken: cancellationToken);
        await WrongOnPurpose.AddAsync(playground, cancellationToken);
        await Console.Out.WriteLineAsync("One room is set up wrong on purpose, and gets no button: the administration tells which one, and how to mend it.");
        await ShowAsync(playground, cancellationToken);
        return 0;
    }

    /// <summary>Says what to open, and waits for Ctrl+C.</summary>
    public static async Task ShowAsync(Playground playground, CancellationToken cancellationToken)
    {
        await DescribeAsync(playground.Addresses, playground.Administrator, cancellationToken);
        await Console.Out.WriteLineAsync("Ctrl+C ends everything; nothing is kept.");
        await WaitForEndAsync(cancellationToken);
    }

    /// <summary>Says what to open.</summary>
    public static async Task DescribeAsync(PlaygroundAddresses addresses, Administrator administrator, CancellationToken cancellationToken)
    {
        var code = await administrator.CreateActivationCodeAsync(Playground.PanelId, cancellationToken);
        var screen = new Uri(addresses.Sandbox, $"sandbox/devices/{SandboxWorld.DeviceId(SandboxWorld.Pirin)}/screen");
        await Console.Out.WriteLineAsync(
            $"""
            Open these, schedule a meeting that starts soon with @webex in its location, and invite a room:

              Calendar         {addresses.Calendar}
              Panel in Rila    {addresses.Panel}#code={code}
              Device in Pirin  {screen}
              Administration   {new Uri(addresses.Gateway, "admin")}{Premises(addresses)}

            Sign in there with the key {administrator.Key}
            The API below {new Uri(addresses.Gateway, "api")} takes it as bearer.
            """);
    }

    /// <summary>More lines, where there is a TMS.</summary>
    private static string Premises(PlaygroundAddresses addresses)
    {
        if (addresses.Conferences is not { } conferences)
            return "";
        var screen = new Uri(addresses.Sandbox, $"sandbox/devices/{SandboxPremises.Vitosha.DeviceId}/screen");
        return $"{Environment.NewLine}  Room of TMS      {screen}{Environment.NewLine}  List in TMS      {conferences}";
    }

    private static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }
}
