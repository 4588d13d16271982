using System.Net;

namespace HybridCalendar.Sandbox.Tests.Tms;

/// <summary>A SOAP fault.</summary>
public sealed class SoapFaultException(HttpStatusCode status, string role, string message, int? code, string? session) : Exception($"{(int)status} {role} {code} {message}")
{
    public HttpStatusCode Status => status;

    public string Role => role;

    public int? Code => code;

    public string? Session => session;
}
