namespace HybridCalendar.Hosting;

/// <summary>Stands in a log for an exception that names what is private: a call that timed out names the grain's key.</summary>
internal sealed class PrivateException : Exception
{
    private readonly string _text;

    private PrivateException(Exception failure, string text)
        : base(PrivateText.Redact(failure.Message)) => _text = text;

    /// <summary>The exception itself when nothing of it has to be kept back.</summary>
    public static Exception? Of(Exception? failure)
    {
        if (failure is null)
            return null;
        var text = failure.ToString();
        var redacted = PrivateText.Redact(text);
        return ReferenceEquals(text, redacted) || text == redacted ? failure : new PrivateException(failure, redacted);
    }

    /// <summary>Of the exception that it stands for, and of those within.</summary>
    public override string ToString() => _text;
}
