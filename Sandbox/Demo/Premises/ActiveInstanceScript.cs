using HybridCalendar.Sandbox.Time;

namespace HybridCalendar.Sandbox.Demo.Premises;

/// <summary>
/// The rule of the active instance: a series is edited while one of its instances runs. TMS keeps that one as it was, and Office 365 and
/// cloud devices follow the edit everywhere.
/// </summary>
internal sealed class ActiveInstanceScript(DemoCalendar outlook, PremisesWatch watch, DemoChecks checks, VirtualClock clock)
{
    private const string Title = "Jour fixe on premises";
    private const string Words = "<p>What is new?</p>";
    private static readonly TimeSpan s_half = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(20);
    private static readonly WorldPremisesRoom s_room = SandboxPremises.Vitosha;
    private readonly string _cloudDevice = SandboxWorld.DeviceId(SandboxWorld.Rila);

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        var (anna, id) = (SandboxWorld.Anna, "");
        var start = PremisesDemo.MinuteAfter(clock.GetUtcNow().AddMinutes(3));
        var before = Weeks(start);
        var after = Weeks(start.AddHours(1));
        await checks.StepAsync(
            "Anna schedules a weekly series in Vitosha and Rila: TMS books it",
            async () => id = await outlook.ScheduleAsync(anna, Title, "@meet", Words, start, s_half, before.Length, [s_room, SandboxWorld.Rila], cancellationToken),
            () => watch.ListedProblem(Title, before), cancellationToken);
        var address = watch.AddressOf(Title);
        await checks.StepAsync(
            "Its invitation and both devices hold the join details",
            async () => watch.DeviceProblem(_cloudDevice, address, before) ?? watch.DeviceProblem(s_room.DeviceId, address, start)
                ?? await watch.InvitationProblemAsync(anna, id, Words, address, cancellationToken), cancellationToken);
        await checks.StepAsync("The first instance begins", () => PassUntilAsync(start.AddMinutes(1), cancellationToken), () => StatusProblem(start), cancellationToken);
        await checks.StepAsync(
            "She moves the series: in TMS all follow but the running instance",
            () => outlook.MoveAsync(anna, id, start.AddHours(1), s_half, cancellationToken),
            () => watch.ListedProblem(Title, [start, .. after[1..]]) ?? StatusProblem(start), cancellationToken);
        await checks.StepAsync(
            "Office 365 and the cloud device follow, Vitosha keeps its button",
            () => watch.CalendarProblem(anna, Title, after) ?? watch.DeviceProblem(_cloudDevice, address, after)
                ?? (watch.ShowsJoin(s_room.DeviceId, address) ? null : "Vitosha's button is gone"), cancellationToken);
        await checks.StepAsync(
            "The invitation holds the same join details, once",
            () => watch.InvitationProblemAsync(anna, id, Words, address, cancellationToken), cancellationToken);
        await checks.StepAsync(
            "She cancels the series: in TMS only the running instance is left",
            () => outlook.CancelAsync(anna, id, cancellationToken),
            () => watch.ListedProblem(Title, start) ?? StatusProblem(start) ?? watch.CalendarProblem(anna, Title) ?? watch.DeviceProblem(_cloudDevice, address),
            cancellationToken);
    }

    private string? StatusProblem(DateTimeOffset start) =>
        watch.Listed(Title).FirstOrDefault(row => row.Start == start) is not { } row ? "TMS does not list it"
        : row.Status != "Ongoing" ? $"TMS calls it {row.Status}"
        : row.End != start + s_half ? "it ends at another time"
        : null;

    /// <summary>In steps shorter than any deadline, so that calls which are under way survive.</summary>
    private async Task PassUntilAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        while (clock.GetUtcNow() < moment)
        {
            clock.Advance(s_step);
            await Task.Delay(s_breath, cancellationToken);
        }
    }

    private static DateTimeOffset[] Weeks(DateTimeOffset first) => [first, first.AddDays(7), first.AddDays(14)];
}
