namespace HybridCalendar.Sandbox.Demo.Premises;

/// <summary>"Test the Office 365 and TMS integration": a meeting that TMS hosts, and one that Webex hosts, each with a room of TMS.</summary>
internal sealed class IntegrationScript(DemoCalendar outlook, PremisesWatch watch, DemoChecks checks, TimeProvider time)
{
    private const string Hosted = "Test of TMS";
    private const string Foreign = "Test of the room";
    private const string Words = "<p>Please ignore.</p>";
    private static readonly TimeSpan s_half = TimeSpan.FromMinutes(30);
    private static readonly WorldPremisesRoom s_room = SandboxPremises.Vitosha;

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await PlayHostedAsync(cancellationToken);
        await PlayForeignAsync(cancellationToken);
    }

    private async Task PlayHostedAsync(CancellationToken cancellationToken)
    {
        var (anna, id, address) = (SandboxWorld.Anna, "", "");
        // Join shows five minutes before the start.
        var start = PremisesDemo.MinuteAfter(time.GetUtcNow().AddMinutes(3));
        var later = start.AddHours(1);
        await checks.StepAsync(
            "Anna types @meet and invites Vitosha: TMS books it",
            async () => id = await outlook.ScheduleAsync(anna, Hosted, "@meet", Words, start, s_half, [s_room], cancellationToken),
            () => watch.ListedProblem(Hosted, start), cancellationToken);
        address = watch.AddressOf(Hosted);
        await checks.StepAsync(
            "The invitation holds the join details below her words",
            () => watch.InvitationProblemAsync(anna, id, Words, address, cancellationToken), cancellationToken);
        await checks.StepAsync(
            "TMS lists it as Calendar Connector's and refuses to edit it",
            () => watch.Listed(Hosted) is [var row] && watch.RefusesEdit(row) ? watch.ListedProblem(Hosted, start) : "TMS let itself be edited", cancellationToken);
        await checks.StepAsync(
            "Vitosha's device shows Join",
            () => watch.DeviceProblem(s_room.DeviceId, address, start)
                ?? (watch.ShowsJoin(s_room.DeviceId, address) ? null : "the button does not show"), cancellationToken);
        await checks.StepAsync(
            "Anna moves it by an hour: TMS follows, and the button goes",
            () => outlook.MoveAsync(anna, id, later, s_half, cancellationToken),
            () => watch.ListedProblem(Hosted, later) ?? watch.DeviceProblem(s_room.DeviceId, address, later)
                ?? (watch.ShowsJoin(s_room.DeviceId, address) ? "the button still shows" : null), cancellationToken);
        await checks.StepAsync(
            "The invitation holds the same join details, once",
            () => watch.InvitationProblemAsync(anna, id, Words, address, cancellationToken), cancellationToken);
        await checks.StepAsync(
            "Anna cancels it: it is gone from TMS and device",
            () => outlook.CancelAsync(anna, id, cancellationToken),
            () => watch.ListedProblem(Hosted) ?? watch.DeviceProblem(s_room.DeviceId, address), cancellationToken);
    }

    private async Task PlayForeignAsync(CancellationToken cancellationToken)
    {
        const string Address = "boris@contoso.webex.com";
        var (boris, id) = (SandboxWorld.Boris, "");
        var start = PremisesDemo.MinuteAfter(time.GetUtcNow().AddMinutes(3));
        await checks.StepAsync(
            "Boris types @webex and invites Vitosha: it dials Webex",
            async () => id = await outlook.ScheduleAsync(boris, Foreign, "@webex", Words, start, s_half, [s_room], cancellationToken),
            () => watch.ListedProblem(Foreign, start) ?? watch.DeviceProblem(s_room.DeviceId, Address, start)
                ?? (watch.ShowsJoin(s_room.DeviceId, Address) ? null : "the button does not show"), cancellationToken);
        await checks.StepAsync(
            "Boris cancels it: it is gone from TMS and device",
            () => outlook.CancelAsync(boris, id, cancellationToken),
            () => watch.ListedProblem(Foreign) ?? watch.DeviceProblem(s_room.DeviceId, Address), cancellationToken);
    }
}
