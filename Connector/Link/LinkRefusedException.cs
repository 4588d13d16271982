namespace HybridCalendar.Connector.Link;

/// <summary>The gateway does not let this connector in, or not any more.</summary>
/// <param name="code">For programs.</param>
/// <param name="message">The gateway's words, for people.</param>
internal sealed class LinkRefusedException(string code, string message) : Exception(message)
{
    public string Code => code;
}
