using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.JoinRules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Hosting;

/// <summary>
/// Reads the file of join rules at the start and when it changes. A wrong file stops the start; later the rules in force stay
/// until the file is mended.
/// </summary>
public sealed partial class JoinRuleFile(IOptions<JoinRuleOptions> options, JoinRuleSource rules, TimeProvider time, ILogger<JoinRuleFile> log)
    : IHostedService, IDisposable
{
    /// <summary>The text is compared, not the time of writing: containers swap mounted settings behind a link, which no watcher sees.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private ITimer? _timer;
    private string _text = "";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.File is not { Length: > 0 } file)
            return Task.CompletedTask;
        var path = Path.GetFullPath(file);
        try
        {
            _text = File.ReadAllText(path);
            rules.TakeFile(_text);
        }
        catch (Exception wrong) when (IsFilesFault(wrong))
        {
            throw new ConfigurationProblemException($"JoinRules:File cannot be used: {wrong.Message}", wrong);
        }
        _timer = time.CreateTimer(_ => Look(path), null, Period, Period);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();

    private void Look(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            if (text == Interlocked.Exchange(ref _text, text))
                return;
            rules.TakeFile(text);
            LogReloaded(log, rules.Current.RuleIds.Count);
        }
        catch (Exception wrong) when (IsFilesFault(wrong))
        {
            LogRefused(log, wrong.Message);
        }
    }

    private static bool IsFilesFault(Exception wrong) => wrong is JoinRulesException or IOException or UnauthorizedAccessException;

    [LoggerMessage(Level = LogLevel.Information, Message = "The file of join rules changed: {Rules} rules are in force")]
    private static partial void LogReloaded(ILogger logger, int rules);

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of join rules changed but cannot be used, the rules before stay in force: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
