using HybridCalendar.Connector.Answers;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Answers on the connector's disk.</summary>
public sealed class AnswerJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("answers-").FullName;
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_answer_outlives_the_process_and_the_first_one_counts()
    {
        using (var journal = Open())
        {
            journal.Store("r0", "first").ShouldBe("first");
            journal.Store("r0", "second").ShouldBe("first");
            journal.Store("r1", "other");
            journal.Acknowledge("r1");
        }
        using var again = Open();
        again.Find("r0").ShouldBe("first");
        again.Unacknowledged().ShouldBe([("r0", "first")]);
        again.CountUnacknowledged().ShouldBe(1);
        again.Find("r2").ShouldBeNull();
    }

    [Fact]
    public void An_acknowledged_answer_stays_for_a_day()
    {
        using var journal = Open();
        journal.Store("r0", "answer");
        journal.Acknowledge("r0");
        _time.Advance(TimeSpan.FromHours(23));
        journal.Acknowledge("r1");
        journal.Find("r0").ShouldBe("answer");
        _time.Advance(TimeSpan.FromHours(2));
        journal.Acknowledge("r1");
        journal.Find("r0").ShouldBeNull();
    }

    [Fact]
    public void A_journal_that_cannot_be_written_says_so_until_it_can()
    {
        using var journal = Open();
        journal.IsWritable.ShouldBeTrue();
        using (new FullDisk(_folder))
        {
            Should.Throw<SqliteException>(() => journal.Store("r0", "answer"));
            journal.TryWrite();
            journal.IsWritable.ShouldBeFalse();
        }
        journal.TryWrite();
        journal.IsWritable.ShouldBeTrue();
        journal.Unacknowledged().ShouldBeEmpty();
        journal.Store("r0", "answer").ShouldBe("answer");
    }

    [Fact]
    public void A_second_process_on_the_same_directory_is_refused()
    {
        using var journal = Open();
        Should.Throw<ConnectorException>(Open).Message.ShouldContain("another connector runs");
    }

    [Fact]
    public void A_disk_that_is_full_at_the_start_is_found_before_anything_is_done()
    {
        Open().Dispose();
        using (new FullDisk(_folder))
        {
            using var journal = Open();
            journal.IsWritable.ShouldBeFalse();
        }
    }

    [Fact]
    public void A_journal_that_cannot_be_opened_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "answers.db"));
        Should.Throw<ConnectorException>(Open).Message.ShouldContain("who may write there");
        // And another start is not refused because of the first.
        Directory.Delete(Path.Combine(_folder, "answers.db"));
        Open().Dispose();
    }

    private AnswerJournal Open() => new(Path.Combine(_folder, "answers.db"), _time);
}
