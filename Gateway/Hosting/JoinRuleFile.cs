using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.JoinRules;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>
/// Reads the file of join rules at the start and when it changes. A wrong file stops the start; later the rules in force stay
/// until the file is mended.
/// </summary>
internal sealed partial class JoinRuleFile(IOptions<JoinRuleOptions> options, JoinRuleSource rules, ILogger<JoinRuleFile> log)
    : IHostedService, IDisposable
{
    private PhysicalFileProvider? _folder;
    private IDisposable? _watch;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.File is not { Length: > 0 } file)
            return Task.CompletedTask;
        var path = Path.GetFullPath(file);
        try
        {
            rules.Replace(Read(path));
        }
        catch (Exception wrong) when (wrong is JoinRulesException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblemException($"JoinRules:File cannot be used: {wrong.Message}", wrong);
        }
        // Polling sees also what is swapped behind a link, as containers do with mounted settings.
        _folder = new PhysicalFileProvider(Path.GetDirectoryName(path)!) { UsePollingFileWatcher = true, UseActivePolling = true };
        _watch = ChangeToken.OnChange(() => _folder.Watch(Path.GetFileName(path)), () => Reload(path));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _watch?.Dispose();
        _folder?.Dispose();
    }

    private void Reload(string path)
    {
        try
        {
            var read = Read(path);
            rules.Replace(read);
            LogReloaded(log, read.RuleIds.Count);
        }
        catch (Exception wrong) when (wrong is JoinRulesException or IOException or UnauthorizedAccessException)
        {
            LogRefused(log, wrong.Message);
        }
    }

    private static JoinRuleSet Read(string path) => JoinRuleSet.Parse(File.ReadAllText(path));

    [LoggerMessage(Level = LogLevel.Information, Message = "The file of join rules changed: {Rules} rules are in force")]
    private static partial void LogReloaded(ILogger logger, int rules);

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of join rules changed but cannot be used, the rules before stay in force: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
