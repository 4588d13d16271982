using Orleans.Runtime;

namespace HybridCalendar.Grains.Series;

/// <content>
/// What a crash must not forget: work that is left, that TMS is to be asked, and that a removed meeting is to be forgotten. Each reminder is registered before the
/// write that needs it, and ends itself when a tick finds nothing to do.
/// </content>
internal sealed partial class MeetingSeriesGrain
{
    private const string ConferenceReminder = "conference";
    private const string WorkReminder = "work";
    private const string ForgetReminder = "forget";

    /// <summary>Work that is left may take longer than the day after which a removed meeting is forgotten.</summary>
    private static readonly TimeSpan s_forgetPeriod = TimeSpan.FromHours(1);

    /// <summary>A tick that is missed in a restart must not cost a meeting that is near.</summary>
    private static readonly TimeSpan s_conferencePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_workPeriod = TimeSpan.FromMinutes(1);
    private bool _isReminding;
    private IGrainReminder? _workReminder;
    private DateTimeOffset? _conferenceDue;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        switch (reminderName)
        {
            case ForgetReminder:
                await Forget();
                // Forgotten, or there again.
                if (!State.Progress.IsRemoved)
                    await EndReminderAsync(ForgetReminder);
                break;
            case ConferenceReminder:
                await TakeConferenceReminderAsync();
                break;
            default:
                (_isReminding, _workReminder) = (true, null);
                if (State.Progress.HasWork)
                    WorkAfter(TimeSpan.Zero);
                else
                    await StopRemindingAsync();
                break;
        }
    }

    private async Task TakeConferenceReminderAsync()
    {
        // It may have been forgotten since.
        if (State.Sighting is not null)
            await AcceptAsync(State);
        if (State.Conference?.AskAgainAt is null || SeriesLife.IsPast(State, Now))
        {
            _conferenceDue = null;
            await EndReminderAsync(ConferenceReminder);
        }
    }

    private async Task RemindToForgetAsync() => await this.RegisterOrUpdateReminder(ForgetReminder, SeriesLife.AfterRemoval, s_forgetPeriod);

    private async Task RemindOfConferenceAsync(SeriesState next)
    {
        if (next.Conference?.AskAgainAt is not { } due || due == _conferenceDue)
            return;
        var pause = due - Now;
        await this.RegisterOrUpdateReminder(ConferenceReminder, pause > TimeSpan.Zero ? pause : TimeSpan.Zero, s_conferencePeriod);
        _conferenceDue = due;
    }

    private async Task RemindOfWorkAsync()
    {
        if (!_isReminding)
            _workReminder = await this.RegisterOrUpdateReminder(WorkReminder, s_workPeriod, s_workPeriod);
        _isReminding = true;
    }

    private async Task StopRemindingAsync()
    {
        if (!_isReminding)
            return;
        if (_workReminder is { } known)
            await this.UnregisterReminder(known);
        else
            await EndReminderAsync(WorkReminder);
        (_isReminding, _workReminder) = (false, null);
    }

    private async Task EndReminderAsync(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
            await this.UnregisterReminder(reminder);
    }
}
