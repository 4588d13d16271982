using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Grains.Tests.Connectors;

public sealed class RequestQueueTests
{
    private static readonly RequestRow s_asked = new() { Id = "request", Number = 1 };

    [Fact]
    public void What_was_finished_elsewhere_under_another_number_waits_no_more()
    {
        var queue = new RequestQueue();
        queue.Add(s_asked);
        queue.HandOut(1).ShouldHaveSingleItem();

        queue.Take(s_asked with { Number = 7, IsDone = true });

        (queue.Waiting, queue.Done, queue.Oldest).ShouldBe((0, 1, null));
        queue.TakeBack();
        queue.HandOut(1).ShouldBeEmpty();
        queue.Remove(s_asked.Id);
        (queue.Waiting, queue.Done).ShouldBe((0, 0));
    }
}
