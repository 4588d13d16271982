using System.Security.Authentication;

namespace HybridCalendar.Connector.Identity;

/// <summary>Why something outside could not be reached, in words that help.</summary>
internal static class Reasons
{
    public static string Of(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
                return "its certificate is not trusted. Give the roots that signed it with Connector:TrustedRootsFile, or have the system trust them.";
        }
        return failure.InnerException?.Message ?? failure.Message;
    }
}
