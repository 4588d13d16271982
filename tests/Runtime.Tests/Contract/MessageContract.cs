using System.Collections.Immutable;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Serialization;

namespace HybridCalendar.Runtime.Tests.Contract;

public sealed class MessageContract(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    private readonly IPostGrain _grain = fixture.Runtime.Grains.GetGrain<IPostGrain>(Keys.New());

    [Fact]
    public async Task Records_travel_as_the_type_they_are()
    {
        (await _grain.Shape(new Circle("round", 2.5))).ShouldBe(new Circle("round", 2.5));
        var polygon = (Polygon)await _grain.Shape(new Polygon("flat", [new Point(0, 0), new Point(1, 2)]));
        polygon.Corners.ShouldBe([new Point(0, 0), new Point(1, 2)]);
    }

    [Fact]
    public async Task Generic_messages_and_structs_travel() =>
        (await _grain.Point(new Envelope<Point>("a", new Point(3, 4)))).ShouldBe(new Envelope<Point>("a", new Point(3, 4)));

    [Fact]
    public async Task Lists_travel_behind_interfaces()
    {
        (await _grain.Boxes(new List<Box> { new() { Items = ["x"] } })).Single().Items.ShouldBe(["x"]);
        (await _grain.Boxes(new Box[] { new() { Items = ["y"] } })).Single().Items.ShouldBe(["y"]);
        (await _grain.Boxes(ImmutableList.Create(new Box { Items = ["z"] }))).Single().Items.ShouldBe(["z"]);
        (await _grain.Names(new Dictionary<string, Shape> { ["c"] = new Circle("c", 1) }))["c"].ShouldBe(new Circle("c", 1));
    }

    [Fact]
    public async Task The_basic_types_travel()
    {
        var everything = new Everything
        {
            When = new DateTimeOffset(2026, 11, 2, 9, 30, 0, TimeSpan.FromHours(2)),
            HowLong = TimeSpan.FromMinutes(45),
            Id = Guid.NewGuid(),
            Address = new Uri("https://example.com/meet"),
            Light = Light.Green,
            Price = 12.50m,
            Pair = (1, "two"),
            Day = new DateOnly(2026, 11, 2),
        };
        (await _grain.Everything(everything)).ShouldBe(everything);
    }

    [Fact]
    public async Task A_foreign_type_travels_through_its_converter()
    {
        (await _grain.Distance(new Distance(1.5))).ShouldBe(new Distance(1.5));
        (await _grain.Distance(null)).ShouldBeNull();
    }

    [Fact]
    public async Task A_type_that_is_no_message_is_refused_by_name()
    {
        await _grain.Any(new Circle("known", 1));
        var failure = await Should.ThrowAsync<CodecNotFoundException>(async () => await _grain.Any(new Unmarked()));
        failure.Message.ShouldContain(nameof(Unmarked));
    }

    [Fact]
    public async Task The_request_context_travels_with_calls_and_not_back()
    {
        RequestContext.Set("who", "the caller");
        var next = fixture.Runtime.Grains.GetGrain<IPostGrain>(Keys.New());
        (await _grain.Context(next)).ShouldBe("the caller the caller");
        RequestContext.Get("who").ShouldBe("the caller");
        RequestContext.Clear();
        (await _grain.Context(next)).ShouldBe("nobody nobody");
    }
}
