namespace HybridCalendar.Connector.Requests;

/// <summary>Does what the gateway asks of the connector.</summary>
public interface IRequestHandler
{
    /// <summary>
    /// Does one request. The same request may come again, also to another connector: its effect is the same as that of one.
    /// </summary>
    /// <param name="requestId">The request's id, the same each time it is handed over.</param>
    /// <param name="requestJson">The opened request: what <see cref="Domain.Conferences.ConferenceJson"/> writes.</param>
    /// <param name="cancellationToken">Ends the work early, such as when another connector takes over; nothing is answered then.</param>
    /// <returns>The answer to seal and send back. What cannot be done is an answer too, with the reason.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<string> HandleAsync(string requestId, string requestJson, CancellationToken cancellationToken);
}
