using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Grains.Tests.Conferences;

/// <summary>A database that cannot be used keeps a series from asking TMS, and from nothing else.</summary>
public sealed class AskingFailsTests : IAsyncDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"asking-{Guid.NewGuid():N}.db");
    private readonly CatalogDatabase _database;

    public AskingFailsTests() => _database = CatalogDatabase.Sqlite(_file);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task The_other_steps_go_on_and_it_is_tried_again()
    {
        var waiting = new SeriesState
        {
            Sighting = new MeetingSighting { ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event" },
            Progress = SeriesProgress.None with { Steps = [SeriesStep.AskConference, SeriesStep.MendOccurrences] },
            Conference = new ConferenceProgress { RequestId = "first", Request = "{}", MayHold = true },
        };
        var (mended, _) = await DoNextAsync(waiting);
        mended.Progress.Steps.ShouldBe([SeriesStep.AskConference]);
        mended.Conference!.RequestId.ShouldBe("first");

        var (failed, pause) = await DoNextAsync(mended);
        (failed.Attempts, pause > TimeSpan.Zero, failed.Progress.Steps.Count).ShouldBe((1, true, 1));

        await CatalogSchema.ApplyAsync(_database);
        var (done, _) = await DoNextAsync(failed);
        done.Progress.HasWork.ShouldBeFalse();
        done.Conference!.Problem.ShouldBe("No connector is registered that could ask TMS.");
    }

    [Fact]
    public async Task In_the_end_the_meeting_says_why()
    {
        var waiting = new SeriesState
        {
            Progress = SeriesProgress.None with { Steps = [SeriesStep.AskConference] },
            Conference = new ConferenceProgress { RequestId = "first", Request = "{}", MayHold = true },
            Attempts = 299,
        };
        var (refused, _) = await DoNextAsync(waiting);
        refused.Progress.HasWork.ShouldBeFalse();
        (refused.Conference!.RequestId, refused.Conference.Problem).ShouldBe((null, "The request could not be handed to the connectors."));
    }

    /// <summary>Of all that the worker uses, these steps need the list of connectors alone.</summary>
    private Task<(SeriesState State, TimeSpan Pause)> DoNextAsync(SeriesState state)
    {
        var desk = new ConferenceDesk(null!, null!, new ConnectorList(_database), null!, null!, null!, Options.Create(new OrganizationOptions()));
        var worker = new SeriesWorker(
            null!, null!, null!, desk, null!, null!, TimeProvider.System, new Jitter(new Random(1)), NullLogger<SeriesWorker>.Instance);
        return worker.DoNextAsync(state, "series:uid", TestContext.Current.CancellationToken);
    }
}
