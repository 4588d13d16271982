using HybridCalendar.Scenarios.Tests.Command;

return ScenarioCommand.Takes(args) ? await ScenarioCommand.RunAsync(args) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
