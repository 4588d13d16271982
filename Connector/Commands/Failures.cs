using HybridCalendar.Connector.Identity;

namespace HybridCalendar.Connector.Commands;

/// <summary>Tells an administrator what went wrong, in one line.</summary>
internal static class Failures
{
    public static async Task<int> TellAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (ConnectorException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
