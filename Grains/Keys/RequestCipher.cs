using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Grains.Keys;

/// <summary>Seals what is asked of connectors before it leaves the asker, and opens what they answered.</summary>
internal sealed class RequestCipher(OrganizationKeys keys)
{
    /// <param name="requestId">The request's id; the text belongs to it alone.</param>
    /// <param name="json">The request.</param>
    public SealedText Seal(string requestId, string json)
    {
        var key = keys.Active.Link;
        return new SealedText(key.Id, LinkCipher.Seal(key, requestId, LinkWay.Request, json));
    }

    /// <summary>Opens an answer.</summary>
    /// <exception cref="LinkCipherException">The key is revoked or lost, or the answer is not one to this request.</exception>
    public async Task<string> OpenAsync(string requestId, SealedText answer)
    {
        var key = await keys.FindAsync(answer.KeyId);
        if (key is null || keys.StatusOf(answer.KeyId) == KeyStatus.Revoked)
            throw new LinkCipherException($"The organization key {answer.KeyId} is {(key is null ? "lost" : "revoked")}.");
        return LinkCipher.Open(key.Link, requestId, LinkWay.Answer, answer.Jwe);
    }
}
