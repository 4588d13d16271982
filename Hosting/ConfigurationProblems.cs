using Microsoft.Extensions.Options;

namespace HybridCalendar.Hosting;

/// <summary>Finds, in what stopped a start, the settings that are to blame.</summary>
public static class ConfigurationProblems
{
    /// <returns>One line for each; none when the start failed for another reason.</returns>
    public static IReadOnlyList<string> Of(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures],
        ConfigurationProblemException problem => [problem.Message],
        AggregateException several when several.InnerExceptions.All(inner => Of(inner).Count > 0) => [.. several.InnerExceptions.SelectMany(Of)],
        _ => [],
    };
}
