using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IReminderGrain")]
public interface IReminderGrain : IGrainWithStringKey
{
    [Alias("Register")]
    Task Register(string name, TimeSpan dueTime, TimeSpan period);

    [Alias("Unregister")]
    Task Unregister(string name);

    [Alias("Names")]
    Task<List<string>> Names();

    [Alias("Has")]
    Task<bool> Has(string name);

    /// <summary>Comes back when earlier turns, ticks included, are over.</summary>
    [Alias("Settle")]
    Task Settle();

    [Alias("End")]
    Task End();
}

/// <summary>Journals each tick, and keeps its status for the test; ticks of "failing" fail.</summary>
public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    public async Task Register(string name, TimeSpan dueTime, TimeSpan period) => await this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Unregister(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<List<string>> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public async Task<bool> Has(string name) => await this.GetReminder(name) is not null;

    public Task Settle() => Task.CompletedTask;

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Ticks.Of(this.GetPrimaryKeyString()).Enqueue(status);
        Journal.Of(this.GetPrimaryKeyString()).Add(reminderName);
        return reminderName == "failing" ? throw new FormatException("this tick fails") : Task.CompletedTask;
    }
}

[Alias("rt.IForgetfulGrain")]
public interface IForgetfulGrain : IGrainWithStringKey
{
    [Alias("Register")]
    Task Register();
}

/// <summary>Not remindable.</summary>
public sealed class ForgetfulGrain : Grain, IForgetfulGrain
{
    public Task Register() => this.RegisterOrUpdateReminder("never", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
}
