using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Tests.Admin.Sources;

/// <summary>Every sentence in the product's sources that a page may show.</summary>
internal static partial class SpokenSentences
{
    private static readonly string[] s_folders =
    [
        "Domain/Bookings", "Domain/Conferences/Rooms", "Domain/Health", "Domain/JoinTargets", "Grains", "Clients/Office365", "Clients/Webex",
        "Connector/Booking", "Connector/Check", "Connector/Link", "Connector/Tms",
        "Gateway/Admin", "Gateway/Api", "Gateway/Hosting", "Gateway/JoinRules", "Gateway/Limits", "Gateway/Organization", "Gateway/Reports", "Gateway/Users", "Gateway/Workspaces",
    ];

    /// <summary>What is told at a start, on a connector's own machine, in a log or of a metric, or to programs alone.</summary>
    [GeneratedRegex(@"Options(Validator)?\.cs|Command\.cs|ConnectorRefusals|FactTexts|Grains/(Catalogs|Hints|Keys|Overviews)/|Office365/(Notifications|Tokens)/|Link/(LinkClient|LinkRunner|StatusReport)"
        + @"|GraphEventReader|GraphRecurrence|GraphTime|LenientObject|Api/(AdminApi|IdempotencyKeys)\.cs", RegexOptions.ExplicitCapture)]
    private static partial Regex ToOthers { get; }

    [GeneratedRegex(@"((Summary|Description|TypedResults\.Problem|Fail|(Argument|ArgumentOutOfRange|InvalidOperation|Cryptographic|ConfigurationProblem|Connector|Json|LinkClosed)Exception)\((nameof\(\w+\), (\w+, )?)?"
        + @"|Description =|Message =|BadRequest, Describe\(json\)|const string TimelineLanguage =)\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BeforeOthers { get; }

    [GeneratedRegex(@"([a-z]{2,} [a-z]|\} [a-z]).*([.?]|: \{\d\})\s*\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Sentence { get; }

    /// <returns>Each with the file where it stands.</returns>
    public static IEnumerable<(string File, string Text)> Find()
    {
        var root = Root();
        return from folder in s_folders
               from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(root, file).Replace('\\', '/')
               where !ToOthers.IsMatch(path)
               from literal in StringLiterals.Read(File.ReadAllText(file))
               where Sentence.IsMatch(literal.Text) && !BeforeOthers.IsMatch(literal.Before)
               select (path, literal.Text.Trim());
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The sources are not above the tests.");
    }
}
