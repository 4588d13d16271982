using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class OneByOneTests
{
    private readonly List<string> _done = [];

    [Fact]
    public async Task One_that_fails_holds_up_no_other_and_the_first_failure_is_told()
    {
        var told = await Should.ThrowAsync<InvalidOperationException>(() => OneByOne.RunAsync([Fails("first"), Fails("second"), Does("third")], _ => false));
        told.Message.ShouldBe("first");
        _done.ShouldBe(["third"]);
    }

    [Fact]
    public async Task A_failure_of_all_goes_before_one_that_came_earlier()
    {
        var told = await Should.ThrowAsync<InvalidOperationException>(
            () => OneByOne.RunAsync([Fails("one"), Fails("all"), Does("third")], failure => failure.Message == "all"));
        told.Message.ShouldBe("all");
        _done.ShouldBeEmpty();
    }

    private static Func<Task> Fails(string message) => () => Task.FromException(new InvalidOperationException(message));

    private Func<Task> Does(string name) => () =>
    {
        _done.Add(name);
        return Task.CompletedTask;
    };
}
