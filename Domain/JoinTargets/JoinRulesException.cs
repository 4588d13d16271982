namespace HybridCalendar.Domain.JoinTargets;

/// <summary>A file of join rules that cannot be used; the message names the rule and the field.</summary>
public sealed class JoinRulesException : Exception
{
    public JoinRulesException()
    {
    }

    public JoinRulesException(string message)
        : base(message)
    {
    }

    public JoinRulesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
