using System.Net;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Graph does not do what a person asked for, as when an occurrence would overtake the next one.</summary>
internal sealed class RefusedByGraphException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
}
