namespace HybridCalendar.Gateway.Security;

/// <summary>Administrators cannot be told apart: the issuer of their tokens does not answer.</summary>
internal sealed class IssuerUnreachableException(Exception? inner = null)
    : Exception("The issuer of administrators' tokens (Admin:Authority) does not answer as OpenID Connect asks; try again.", inner);
