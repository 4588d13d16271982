namespace HybridCalendar.Clients.Http;

/// <summary>The rules for how long and how often a service is called.</summary>
internal static class CallLimitRule
{
    /// <param name="section">The settings' section, such as <c>Webex</c>.</param>
    /// <param name="callTimeout">The longest a call may take with all its repetitions.</param>
    /// <param name="attemptTimeout">The longest one try may take.</param>
    /// <param name="longestWait">The longest pause between two tries.</param>
    /// <param name="attempts">How often it is tried in all.</param>
    /// <returns>What is wrong; nothing when all is well.</returns>
    public static IEnumerable<string> Check(string section, TimeSpan callTimeout, TimeSpan attemptTimeout, TimeSpan longestWait, int attempts)
    {
        if (callTimeout < TimeSpan.FromSeconds(1) || callTimeout > TimeSpan.FromMinutes(5))
            yield return $"{section}:CallTimeout must be between 00:00:01 and 00:05:00.";
        if (attemptTimeout < TimeSpan.FromMilliseconds(100) || attemptTimeout > callTimeout)
            yield return $"{section}:AttemptTimeout must be between 00:00:00.1 and {section}:CallTimeout.";
        if (longestWait < TimeSpan.Zero || longestWait > TimeSpan.FromMinutes(1))
            yield return $"{section}:LongestWait must be between 00:00:00 and 00:01:00.";
        if (attempts is < 1 or > 10)
            yield return $"{section}:Attempts must be between 1 and 10.";
    }
}
