namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>A refusal by the token endpoint, in the words of Entra ID.</summary>
internal sealed class TokenError(int status, string error, int code, string description) : Exception(description)
{
    public int Status { get; } = status;
    public string Error { get; } = error;
    public int Code { get; } = code;
}
