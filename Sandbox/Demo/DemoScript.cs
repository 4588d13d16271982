using HybridCalendar.Sandbox.Webex;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox.Demo;

/// <summary>
/// A day of two people: meetings with each keyword and with a pasted link, a move, another keyword, cancellations, a series with
/// exceptions that is cut and goes on otherwise, an alert.
/// </summary>
public sealed class DemoScript(Playground playground, PanelClient panel, DemoCalendar outlook)
{
    private const string BlockBegins = "+~.~.";
    private const string TeamsLink =
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ZGVtbw%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d";
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_half = TimeSpan.FromMinutes(30);
    private readonly DeviceWatch _devices = new(playground, panel);
    private readonly List<DemoStep> _steps = [];

    public async Task<IReadOnlyList<DemoStep>> PlayAsync(Action<DemoStep> report, CancellationToken cancellationToken)
    {
        var (anna, boris, rila, pirin) = (SandboxWorld.Anna, SandboxWorld.Boris, SandboxWorld.Rila, SandboxWorld.Pirin);
        var hour = NextHour();
        string personal = "", space = "", onetime = "", pasted = "";

        await StepAsync("Anna types @webex and invites Rila", report, async () =>
            personal = await outlook.ScheduleAsync(anna, "Weekly plan", "@webex; Rila", "<p>Agenda: the plan.</p>", hour, s_half, [rila], cancellationToken), cancellationToken);
        await InvitationAsync("Her invitation holds the join details below her words", report, anna, personal, "<p>Agenda: the plan.</p>", "anna@contoso.webex.com", gone: null, cancellationToken);
        await StepAsync("Boris types @meet and invites Pirin, which strips invitations", report, async () =>
            space = await outlook.ScheduleAsync(boris, "Budget", "@meet", "<p>Бюджет</p>", hour.AddHours(1), s_half, [pirin], cancellationToken), cancellationToken);
        await StepAsync("Anna types @webex:onetime and invites both rooms", report, async () =>
            onetime = await outlook.ScheduleAsync(anna, "Interview", "@webex:onetime", "", hour.AddHours(2), s_half, [rila, pirin], cancellationToken), cancellationToken);
        await StepAsync("Boris pastes a Teams link and invites Pirin", report, async () =>
            pasted = await outlook.ScheduleAsync(boris, "Partner call", "", $"<p>Join: <a href=\"{TeamsLink}\">here</a></p>", hour.AddHours(3), s_half, [pirin], cancellationToken), cancellationToken);
        await StepAsync("Anna moves her first meeting by four hours", report, () => outlook.MoveAsync(anna, personal, hour.AddHours(4), s_half, cancellationToken), cancellationToken);
        await StepAsync("Boris changes @meet to @webex", report, () => outlook.ChangeLocationAsync(boris, space, "@webex", cancellationToken), cancellationToken);
        await InvitationAsync("His invitation holds his personal room instead of the space", report, boris, space, "<p>Бюджет</p>", "boris@contoso.webex.com", gone: SpaceOf("Budget"), cancellationToken);
        await StepAsync("Anna cancels the interview", report, () => outlook.CancelAsync(anna, onetime, cancellationToken), cancellationToken);
        await StepAsync("Boris cancels the partner call", report, () => outlook.CancelAsync(boris, pasted, cancellationToken), cancellationToken);
        await PlaySeriesAsync(report, anna, pirin, hour.AddHours(5), cancellationToken);
        await AlertAsync(report, anna, rila, cancellationToken);
        return _steps;
    }

    private async Task PlaySeriesAsync(Action<DemoStep> report, WorldPerson anna, WorldRoom room, DateTimeOffset start, CancellationToken cancellationToken)
    {
        const string Words = "<p>What is new?</p>";
        string series = "", following = "";
        await StepAsync("Anna schedules a weekly series with @webex", report, async () =>
            series = await outlook.ScheduleAsync(anna, "Jour fixe", "@webex", Words, start, s_half, weeks: 5, [room], cancellationToken), cancellationToken);
        await InvitationAsync("Its invitation holds one join block", report, anna, series, Words, "anna@contoso.webex.com", gone: null, cancellationToken);
        var occurrences = await outlook.ReadOccurrencesAsync(anna, series, start.AddDays(-1), cancellationToken);
        await StepAsync("She moves the second week by an hour", report, () =>
            outlook.MoveAsync(anna, occurrences[1], start.AddDays(7).AddHours(1), s_half, cancellationToken), cancellationToken);
        await StepAsync("She cancels the third week", report, () => outlook.CancelAsync(anna, occurrences[2], cancellationToken), cancellationToken);
        await StepAsync("From the fourth week on it is another series, with @meet", report, async () =>
        {
            var next = start.AddDays(21);
            var text = await outlook.ReadBodyAsync(anna, series, cancellationToken);
            await outlook.CutAsync(anna, series, start, next, cancellationToken);
            following = await outlook.ScheduleAsync(anna, "Jour fixe goes on", "@meet", text, next.AddHours(2), s_half, weeks: 2, [room], cancellationToken);
        }, cancellationToken);
        await InvitationAsync("The new series holds its space alone, not the personal room", report, anna, following, Words, SpaceOf("Jour fixe goes on"), "anna@contoso.webex.com", cancellationToken);
        await InvitationAsync("The old series holds the personal room alone", report, anna, series, Words, "anna@contoso.webex.com", SpaceOf("Jour fixe goes on"), cancellationToken);
    }

    private async Task StepAsync(string name, Action<DemoStep> report, Func<Task> act, CancellationToken cancellationToken)
    {
        await act();
        var (took, problem) = await _devices.WaitAsync(s_deadline, cancellationToken);
        Note(new DemoStep(name, problem is null, took.TotalMilliseconds, problem), report);
    }

    /// <param name="name">The step.</param>
    /// <param name="report">Told how it went.</param>
    /// <param name="who">The organizer.</param>
    /// <param name="id">Graph's id of the event.</param>
    /// <param name="words">What the organizer wrote.</param>
    /// <param name="address">What the join block must tell to dial.</param>
    /// <param name="gone">An address of before, which it must not hold any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task InvitationAsync(
        string name, Action<DemoStep> report, WorldPerson who, string id, string words, string address, string? gone, CancellationToken cancellationToken)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        string? problem;
        do
        {
            var body = await outlook.ReadBodyAsync(who, id, cancellationToken);
            problem = !body.Contains(words, StringComparison.Ordinal) ? "the person's own words are gone"
                : CountOf(body, BlockBegins) != 1 ? $"it holds {CountOf(body, BlockBegins)} join blocks"
                : CountOf(body, address) == 0 ? "the join details are missing"
                : gone is not null && CountOf(body, gone) > 0 ? "the address of before is still there"
                : null;
        }
        while (problem is not null && clock.Elapsed < s_deadline && await PauseAsync(cancellationToken));
        Note(new DemoStep(name, problem is null, clock.Elapsed.TotalMilliseconds, problem), report);
    }

    /// <summary>What a space of this title is dialled by; the devices show it already.</summary>
    private string SpaceOf(string title) => playground.Sandbox.Services.GetRequiredService<WebexSpaces>()
        .Select(space => space.Title == title, space => $"{space.MeetingNumber}@{space.Site}").Single();

    private async Task AlertAsync(Action<DemoStep> report, WorldPerson who, WorldRoom room, CancellationToken cancellationToken)
    {
        // The buffer is five minutes, so this meeting's alert is due in a few seconds.
        var due = TimeProvider.System.GetUtcNow().AddSeconds(4);
        var start = due.AddMinutes(5);
        start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond));
        await outlook.ScheduleAsync(who, "Stand-up", "@webex", "", start, s_half, [room], cancellationToken);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (panel.Alerts.Count == 0 && clock.Elapsed < s_deadline)
            await Task.WhenAny(panel.Changed, Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken));
        var late = panel.Alerts.Count == 0 ? s_deadline : panel.Alerts[0].At - start.AddMinutes(-5);
        var ok = late < TimeSpan.FromSeconds(1) && late > TimeSpan.FromMilliseconds(-50);
        Note(new DemoStep("Five minutes before the stand-up the panel is told to show Join", ok, late.TotalMilliseconds, ok ? null : "the alert was not on time"), report);
    }

    private void Note(DemoStep step, Action<DemoStep> report)
    {
        _steps.Add(step);
        report(step);
    }

    private static async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        return true;
    }

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;

    private static DateTimeOffset NextHour()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(2);
    }
}
