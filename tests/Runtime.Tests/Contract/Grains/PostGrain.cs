namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IPostGrain")]
public interface IPostGrain : IGrainWithStringKey
{
    [Alias("Shape")]
    Task<Shape> Shape(Shape shape);

    [Alias("Point")]
    Task<Envelope<Point>> Point(Envelope<Point> point);

    [Alias("Boxes")]
    Task<IReadOnlyList<Box>> Boxes(IReadOnlyList<Box> boxes);

    [Alias("Everything")]
    Task<Everything> Everything(Everything everything);

    [Alias("Distance")]
    Task<Distance?> Distance(Distance? distance);

    [Alias("Names")]
    Task<IReadOnlyDictionary<string, Shape>> Names(IReadOnlyDictionary<string, Shape> shapes);

    /// <summary>Takes anything that may travel: its type shows only when it does.</summary>
    [Alias("Any")]
    Task Any(object any);

    /// <summary>Gives the value that the request context holds here and in a grain called from here.</summary>
    [Alias("Context")]
    Task<string> Context(IPostGrain? next);
}

public sealed class PostGrain : Grain, IPostGrain
{
    public Task<Shape> Shape(Shape shape) => Task.FromResult(shape);

    public Task<Envelope<Point>> Point(Envelope<Point> point) => Task.FromResult(point);

    public Task<IReadOnlyList<Box>> Boxes(IReadOnlyList<Box> boxes) => Task.FromResult(boxes);

    public Task<Everything> Everything(Everything everything) => Task.FromResult(everything);

    public Task<Distance?> Distance(Distance? distance) => Task.FromResult(distance);

    public Task<IReadOnlyDictionary<string, Shape>> Names(IReadOnlyDictionary<string, Shape> shapes) => Task.FromResult(shapes);

    public Task Any(object any) => Task.CompletedTask;

    public async Task<string> Context(IPostGrain? next)
    {
        var here = (string?)RequestContext.Get("who") ?? "nobody";
        var there = next is null ? "" : " " + await next.Context(null);
        RequestContext.Set("who", "the grain");
        return here + there;
    }
}
