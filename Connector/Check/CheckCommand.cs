using System.CommandLine;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Connector.Check;

/// <summary><c>check</c>: tests the link to TMS and names what is wrong. Ends with 0 when meetings can be booked.</summary>
internal static class CheckCommand
{
    public static Command Create(string[] args)
    {
        var rooms = new Option<FileInfo?>("--rooms") { Description = "A table of room mailboxes and TMS systems (CSV) to compare with TMS." };
        var books = new Option<bool>("--book") { Description = "Book a meeting for tomorrow and take it out again." };
        var command = new Command("check", "Tests the link to TMS and names what is wrong.") { TreatUnmatchedTokensAsErrors = false };
        command.Add(rooms);
        command.Add(books);
        command.SetAction((parsed, cancel) => RunAsync(() => TmsServices.Build(args), parsed.GetValue(rooms), parsed.GetValue(books), Console.Out, cancel));
        return command;
    }

    internal static async Task<int> RunAsync(Func<ServiceProvider> build, FileInfo? rooms, bool books, TextWriter output, CancellationToken cancel)
    {
        try
        {
            await using var services = build();
            var check = services.GetRequiredService<TmsCheck>();
            var isGood = true;
            await foreach (var result in check.RunAsync(await ReadAsync(rooms, cancel), books, cancel))
            {
                await output.WriteLineAsync($"{Mark(result.State)} {result.Name}: {result.Text}");
                isGood &= result.State != CheckState.Bad;
            }
            return isGood ? 0 : 1;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures)
                await output.WriteLineAsync($"{Mark(CheckState.Bad)} Settings: {failure}");
            return 2;
        }
        catch (IOException unreadable)
        {
            await output.WriteLineAsync($"{Mark(CheckState.Bad)} Room mailboxes: the file cannot be read ({unreadable.GetType().Name}).");
            return 2;
        }
    }

    private static async Task<RoomMappingFile?> ReadAsync(FileInfo? file, CancellationToken cancel) =>
        file is null ? null : RoomMappingReader.Read(await File.ReadAllBytesAsync(file.FullName, cancel));

    private static string Mark(CheckState state) => state switch
    {
        CheckState.Good => "ok     ",
        CheckState.Warning => "WARNING",
        CheckState.Bad => "WRONG  ",
        _ => "-      ",
    };
}
