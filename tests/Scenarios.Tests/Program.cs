using HybridCalendar.Scenarios.Tests.Command;
using HybridCalendar.Scenarios.Tests.Premises;

return args switch
{
    [ProductHost.Argument, ..] => await ProductHost.RunAsync(args),
    [RoleHost.Argument, ..] => await RoleHost.RunAsync(args),
    [PremisesCommand.Name, ..] => await PremisesCommand.RunAsync(args),
    _ => ScenarioCommand.Takes(args) ? await ScenarioCommand.RunAsync(args) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
