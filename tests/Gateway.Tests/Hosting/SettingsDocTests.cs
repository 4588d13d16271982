using System.Text.RegularExpressions;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Hosting;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>Every setting stands in a document, and no document names one that is not there.</summary>
public sealed partial class SettingsDocTests
{
    private static readonly (string Section, Type Options)[] s_sections =
    [
        (GatewayOptions.Section, typeof(GatewayOptions)), (AdminOptions.Section, typeof(AdminOptions)), ("Office365", typeof(Office365Options)), ("Webex", typeof(WebexOptions)),
        (MailboxOptions.Section, typeof(MailboxOptions)), (OrganizationOptions.Section, typeof(OrganizationOptions)), (KeysOptions.Section, typeof(KeysOptions)),
        (JoinRuleOptions.Section, typeof(JoinRuleOptions)), (ClusterOptions.Section, typeof(ClusterOptions)),
    ];

    /// <summary>What the gateway's own setting gives.</summary>
    private static readonly string[] s_given = [$"{MailboxOptions.Section}:{nameof(MailboxOptions.PublicUrl)}"];

    /// <summary>A row of a table: what stands in its first cell.</summary>
    [GeneratedRegex(@"^\| (?<cell>`[^|]+`) \|", RegexOptions.ExplicitCapture)]
    private static partial Regex Row { get; }

    /// <summary>A setting, of a list only its name.</summary>
    [GeneratedRegex(@"`(?<name>\w+(:[A-Z]\w*)?)(:\d[^`]*|:)?`", RegexOptions.ExplicitCapture)]
    private static partial Regex Setting { get; }

    [Fact]
    public void Documents_name_the_settings_that_there_are()
    {
        var settings = s_sections.SelectMany(section => section.Options.GetProperties()
            .Where(property => property.CanWrite || property.PropertyType.IsGenericType)
            .Select(property => $"{section.Section}:{property.Name}")).Except(s_given);
        var documented = Read("settings.md").Concat(Read("operations.md"))
            .Where(name => s_sections.Any(section => name.StartsWith($"{section.Section}:", StringComparison.Ordinal)));
        documented.Distinct().Order().ShouldBe(settings.Order());
    }

    /// <summary>In a table whose first column is headed by a section, its names; in others what is written with a section.</summary>
    private static List<string> Read(string file)
    {
        var names = new List<string>();
        var section = "";
        foreach (var line in File.ReadLines(Path.Combine(Root(), "docs", file)))
        {
            if (Row.Match(line) is not { Success: true } row)
            {
                section = line.StartsWith("|---", StringComparison.Ordinal) ? section : "";
                continue;
            }
            var cell = row.Groups["cell"].Value;
            if (s_sections.Any(one => cell == $"`{one.Section}:`"))
                section = cell.Trim('`');
            else
                names.AddRange(Setting.Matches(cell).Select(setting => section + setting.Groups["name"].Value));
        }
        return names;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The documents are not above the tests.");
    }
}
