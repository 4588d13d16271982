using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tests.Tms;

public sealed class SeriesTests : TmsTestBase
{
    /// <summary>Mondays at ten, Sofia's winter time.</summary>
    private static readonly Draft Weekly = new() { Start = Start.AddHours(2), Source = "EX:TMSCC:x", Key = "weekly", Pattern = Draft.Repeat("Weekly", 4) };

    private async Task<List<string>> StartsAsync() => [.. (await ConferencesAsync()).Select(row => row.GetProperty("start").GetDateTimeOffset().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture))];

    private async Task<List<int>> IdsAsync() => [.. (await ConferencesAsync()).Select(row => row.GetProperty("id").GetInt32())];

    private async Task<XElement> SeriesAsync() => (await Tms.CallAsync("GetConferenceByExternalId",
        SoapClient.Text("ExternalSourceId", Weekly.Source), SoapClient.Text("ExternalConferenceId", Weekly.Key))).El("GetConferenceByExternalIdResult");

    [Fact]
    public async Task Occurrences_follow_the_servers_clock_unless_rules_are_given()
    {
        var draft = Weekly with { Start = new DateTimeOffset(2026, 3, 16, 10, 0, 0, TimeSpan.Zero), Pattern = Draft.Repeat("Weekly", 3) };
        await SaveAsync(draft);
        (await StartsAsync()).ShouldBe(["03-16 10:00", "03-23 10:00", "03-30 09:00"]);
        await SaveAsync(draft with { Version = "1", Zone = Rules(480, null) });
        (await StartsAsync()).ShouldBe(["03-16 10:00", "03-23 10:00", "03-30 10:00"]);
        await SaveAsync(draft with { Version = "2", Zone = Rules(-300, (3, 2, 11, 1)) });
        // New York had changed its clocks before, on the second Sunday.
        (await StartsAsync()).ShouldBe(["03-16 10:00", "03-23 10:00", "03-30 10:00"]);
        await SaveAsync(draft with { Version = "3", Zone = Rules(60, (3, 5, 10, 5)) });
        (await StartsAsync()).ShouldBe(["03-16 10:00", "03-23 10:00", "03-30 09:00"]);
        (await RefusedAsync(draft with { Version = "4", Zone = Rules(60, (13, 5, 10, 5)) })).ShouldNotBe(0);
    }

    [Fact]
    public async Task Exceptions_go_in_and_come_back()
    {
        var (second, third) = (Weekly.Start.AddDays(7), Weekly.Start.AddDays(14));
        await SaveAsync(Weekly with { Pattern = Draft.Repeat("Weekly", 4, Draft.Without(second), Draft.Moved(third, third.AddHours(3))) });
        (await StartsAsync()).ShouldBe(["02-02 10:00", "02-16 13:00", "02-23 10:00"]);
        var exceptions = (await SeriesAsync()).El("RecurrencePattern").El("Exceptions").Elements().ToList();
        exceptions.Select(one => (one.Val("ExceptionType"), one.Val("RecurrenceIdUTC")))
            .ShouldBe([("DELETE", Draft.Time(second)), ("MODIFY", Draft.Time(third))]);
        exceptions[1].El("ModifiedData").Val("StartTimeUTC").ShouldBe(Draft.Time(third.AddHours(3)));
        (await RefusedAsync(Weekly with { Version = "1", Pattern = Draft.Repeat("Weekly", 4, Draft.Without(second.AddHours(1))) })).ShouldBe(-2147218252);
        (await StartsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_occurrence_is_changed_and_another_deleted()
    {
        await SaveAsync(Weekly);
        var (second, third) = (Weekly.Start.AddDays(7), Weekly.Start.AddDays(14));
        var moved = await Tms.CallAsync("SaveConferenceRecInstanceWithMode",
            (Weekly with { Pattern = null, Start = second.AddHours(1), Slot = Draft.Time(second), Version = "1" }).ToXml(), SoapClient.Text("BookingMode", "Strict"));
        moved.Descendants().First(one => one.Name.LocalName == "RecurrenceInstanceType").Value.ShouldBe("modify");
        XElement[] key = [SoapClient.Text("ExternalSourceId", Weekly.Source), SoapClient.Text("ExternalConferenceId", Weekly.Key), SoapClient.Text("RecurrenceIdUTC", Draft.Time(third))];
        var id = (await Tms.CallAsync("GetConferenceIdByExternalId", key)).Int("GetConferenceIdByExternalIdResult");
        await Tms.CallAsync("DeleteConferenceInstanceByExternaId", key);
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("DeleteConferenceInstanceByExternaId", key))).Code.ShouldBe(-2147218252);
        (await Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceId", id))).El("GetConferenceByIdResult").Val("RecurrenceInstanceType").ShouldBe("deleted");
        (await StartsAsync()).ShouldBe(["02-02 10:00", "02-09 11:00", "02-23 10:00"]);
        (await SeriesAsync()).Int("Version").ShouldBe(3);
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("SaveConferenceRecInstance", (Weekly with { Version = "3" }).ToXml()))).Message.ShouldContain("RecurrencePattern");
    }

    [Fact]
    public async Task An_edited_series_has_new_occurrences_and_a_conflict_is_of_one_of_them()
    {
        await SaveAsync(Weekly);
        var before = await IdsAsync();
        await SaveAsync(Weekly with { Title = "Other", Version = "1" });
        (await IdsAsync()).Intersect(before).ShouldBeEmpty();
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceId", before[0])))).Code.ShouldBe(-2147218302);
        await SaveAsync(new Draft { Start = Weekly.Start.AddDays(7).AddHours(1) });
        var longer = await SaveAsync(Weekly with { Minutes = 90, Version = "2" }, "BestEffortForced");
        longer.Status().ShouldBe("Defective");
        (await ConferencesAsync()).Count(row => row.GetProperty("status").GetString() == "Defective").ShouldBe(1);
    }

    [Fact]
    public async Task An_occurrence_that_runs_while_its_series_is_edited_goes_on_by_itself_as_it_was()
    {
        await SaveAsync(Weekly);
        Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(2.5));
        var before = await ConferencesAsync();
        var moved = Weekly with { Start = Weekly.Start.AddMinutes(15), Title = "Moved", Version = "1" };
        await SaveAsync(moved);
        var after = await ConferencesAsync();
        (await StartsAsync()).ShouldBe(["02-02 10:00", "02-09 10:00", "02-16 10:15", "02-23 10:15"]);
        // What is over and what runs are the same conferences as before; the others are new.
        after.Take(2).Select(row => row.GetProperty("id").GetInt32()).ShouldBe(before.Take(2).Select(row => row.GetProperty("id").GetInt32()));
        after.Select(row => row.GetProperty("title").GetString()).ShouldBe(["Plan", "Plan", "Moved", "Moved"]);
        Field(after[1], "status").ShouldBe("Ongoing");
        (Field(after[1], "key"), Field(after[1], "detachedFromKey"), Field(after[1], "address")).ShouldBe(("", "weekly", Field(before[1], "address")));
        var alone = (await Tms.CallAsync("GetConferenceById", SoapClient.Text("ConferenceId", after[1].GetProperty("id").GetInt32()))).El("GetConferenceByIdResult");
        (alone.Val("DetachedFromExternalPrimaryKey"), alone.Has("RecurrenceInstanceIdUTC")).ShouldBe(("weekly", false));

        // Edited once more, it still stays out of the running one's way.
        await SaveAsync(moved with { Title = "Again", Version = (await SeriesAsync()).Val("Version") });
        (await ConferencesAsync()).Select(row => row.GetProperty("title").GetString()).ShouldBe(["Plan", "Plan", "Again", "Again"]);
    }

    [Fact]
    public async Task Deleting_a_series_ends_what_runs_and_leaves_what_was()
    {
        var saved = await SaveAsync(Weekly);
        Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(2.5));
        await Tms.CallAsync("DeleteConferenceById", SoapClient.Text("ConferenceId", saved.Int("ConferenceId")));
        var left = await ConferencesAsync();
        left.Select(row => Field(row, "status")).ShouldBe(["Finished", "Finished"]);
        left[1].GetProperty("end").GetDateTimeOffset().ShouldBe(Clock.GetUtcNow());
        (await Tms.CallAsync("GetRecurrentConferenceById", SoapClient.Text("ConferenceId", saved.Int("ConferenceId"))))
            .El("GetRecurrentConferenceByIdResult").Int("ConferenceId").ShouldBeNegative();
    }

    [Fact]
    public async Task A_month_without_the_day_takes_its_last_and_a_weekday_may_be_counted()
    {
        var draft = new Draft { Start = new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero), Pattern = Draft.Repeat("Monthly", 3) };
        await SaveAsync(draft);
        (await StartsAsync()).ShouldBe(["03-31 09:00", "04-30 09:00", "05-31 09:00"]);
        var both = Draft.Repeat("Monthly", 3);
        both.El("BySetPosition").Value = "2";
        (await RefusedAsync(draft with { Systems = [67], Pattern = both })).ShouldBe(0);
        both.El("ByMonthDay").Remove();
        both.El("Interval").AddAfterSelf(new XElement(SoapClient.Booking + "DaysOfWeek", SoapClient.Text("DayOfWeek", "Tuesday")));
        await SaveAsync(draft with { Systems = [67], Start = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), Pattern = both });
        (await StartsAsync()).ShouldContain("04-14 08:00");
    }

    private static string Field(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static XElement Rules(int offset, (int Month, int Week, int BackMonth, int BackWeek)? change)
    {
        XElement Change(string name, int second, int month, int week) => new(SoapClient.Booking + name, SoapClient.Text("ChangeSecondAtDay", second),
            new XElement(SoapClient.Booking + "RelativeRule", SoapClient.Text("Month", month), SoapClient.Text("DayOfTheWeek", 0), SoapClient.Text("WeekOfTheMonthIndex", week)));

        return new XElement(SoapClient.Booking + "ConferenceTimeZoneRules", new XElement(SoapClient.Booking + "TimeZoneRule",
            SoapClient.Text("Id", "Some"), SoapClient.Text("BaseOffsetInMinutes", offset),
            change is { } on ? Change("Daylight", 7200, on.Month, on.Week) : null, SoapClient.Text("DaylightOffsetInMinutes", change is null ? 0 : 60),
            change is { } off ? Change("Standard", 10800, off.BackMonth, off.BackWeek) : null));
    }
}
