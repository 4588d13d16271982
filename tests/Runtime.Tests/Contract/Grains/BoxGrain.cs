namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IBoxGrain")]
public interface IBoxGrain : IGrainWithStringKey
{
    [Alias("Put")]
    Task Put(Box box);

    [Alias("PutLater")]
    Task PutLater(Box box);

    [Alias("Get")]
    Task<Box> Get();

    [Alias("IsSameTwice")]
    Task<bool> IsSameTwice(Box first, Box second);

    [Alias("PutFrozen")]
    Task<string> PutFrozen(FrozenBox box);

    [Alias("PutArray")]
    Task<byte[]> PutArray(byte[] bytes);
}

public sealed class BoxGrain : Grain, IBoxGrain
{
    private Box _box = new();

    public Task Put(Box box)
    {
        box.Items.Add("added by the grain");
        _box = box;
        return Task.CompletedTask;
    }

    public async Task PutLater(Box box)
    {
        await Task.Yield();
        _box = box;
    }

    public Task<Box> Get() => Task.FromResult(_box);

    public Task<bool> IsSameTwice(Box first, Box second) => Task.FromResult(ReferenceEquals(first, second));

    public Task<string> PutFrozen(FrozenBox box) => Task.FromResult(string.Join(',', box.Items));

    public Task<byte[]> PutArray(byte[] bytes)
    {
        bytes[0] = 99;
        return Task.FromResult(bytes);
    }
}
