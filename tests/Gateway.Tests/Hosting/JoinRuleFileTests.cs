using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Hosting;
using HybridCalendar.Grains.JoinRules;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Tests.Hosting;

public sealed class JoinRuleFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly JoinRuleSource _rules = new(JoinRuleSet.Default);
    private readonly LogLines _log = new();
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_changed_file_is_taken_up_and_a_broken_one_is_not()
    {
        await File.WriteAllTextAsync(_path, Rules("one"));
        using var file = new JoinRuleFile(Options.Create(new JoinRuleOptions { File = _path }), _rules, _time, _log);
        await file.StartAsync(default);
        _rules.Current.RuleIds.ShouldBe(["one"]);
        await File.WriteAllTextAsync(_path, "{");
        _time.Advance(TimeSpan.FromSeconds(10));
        _log.Lines.ShouldHaveSingleItem().ShouldContain("cannot be used");
        _rules.Current.RuleIds.ShouldBe(["one"]);
        await File.WriteAllTextAsync(_path, Rules("two"));
        _time.Advance(TimeSpan.FromSeconds(5));
        _log.Lines[^1].ShouldContain("1 rules are in force");
        _rules.Current.RuleIds.ShouldBe(["two"]);
    }

    private static string Rules(string id) => $$"""{"rules":[{"id":"{{id}}","hosts":["{{id}}.example"],"path":"^/x"}]}""";

    private sealed class LogLines : ILogger<JoinRuleFile>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
