using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Storage;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

public sealed class NoteState
{
    public string Text { get; set; } = "empty";

    /// <summary>A record that cannot be written while this is set.</summary>
    public bool IsPoison { get; set; }

    public int Poison => IsPoison ? throw new FormatException("cannot be written") : 0;
}

[GenerateSerializer]
[Alias("rt.NoteView")]
public sealed record NoteView(string Text, bool RecordExists, string? Etag, Guid Activation);

[Alias("rt.IStateGrain")]
public interface IStateGrain : IGrainWithStringKey
{
    [Alias("View")]
    Task<NoteView> View();

    [Alias("Write")]
    Task<NoteView> Write(string text);

    [Alias("Change")]
    Task Change(string text);

    [Alias("WritePoison")]
    Task WritePoison();

    [Alias("WriteAndCatch")]
    Task<string> WriteAndCatch(string text);

    /// <summary>Writes in the tick of a timer, at once.</summary>
    [Alias("WriteOnTick")]
    Task WriteOnTick(string text);

    [Alias("Clear")]
    Task<NoteView> Clear();

    [Alias("Read")]
    Task<NoteView> Read();

    [Alias("End")]
    Task End();
}

public sealed class StateGrain([PersistentState("rt-note", "default")] IPersistentState<NoteState> note) : Grain, IStateGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add("activated with " + note.State.Text);
        return Task.CompletedTask;
    }

    public Task<NoteView> View() => Task.FromResult(new NoteView(note.State.Text, note.RecordExists, note.Etag, _activation));

    public async Task<NoteView> Write(string text)
    {
        note.State = new NoteState { Text = text };
        await note.WriteStateAsync();
        return await View();
    }

    public Task Change(string text)
    {
        note.State.Text = text;
        return Task.CompletedTask;
    }

    public async Task WritePoison()
    {
        note.State = new NoteState { Text = "poison", IsPoison = true };
        await note.WriteStateAsync();
    }

    public async Task<string> WriteAndCatch(string text)
    {
        try
        {
            await Write(text);
            return "written";
        }
        catch (InconsistentStateException)
        {
            return "conflict";
        }
    }

    public Task WriteOnTick(string text)
    {
        this.RegisterGrainTimer(
            () =>
            {
                Journal.Of(this.GetPrimaryKeyString()).Add("tick");
                return Write(text);
            },
            TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task<NoteView> Clear()
    {
        await note.ClearStateAsync();
        return await View();
    }

    public async Task<NoteView> Read()
    {
        await note.ReadStateAsync();
        return await View();
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
