using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Connector.Identity;

/// <summary>Registers this connector with the token that an administrator got from the gateway.</summary>
public static class Registrar
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    /// <summary>Makes a key pair, registers its public half, and stores the identity.</summary>
    /// <param name="gateway">The gateway's address.</param>
    /// <param name="token">The token.</param>
    /// <param name="options">Where to store it and how to get there.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="keySize">Bits of the key pair.</param>
    /// <returns>The connector's id.</returns>
    /// <exception cref="ConnectorException">The gateway cannot be reached, or refuses; the message gives its reason.</exception>
    public static async Task<string> RegisterAsync(Uri gateway, string token, ConnectorOptions options, TimeProvider time, CancellationToken cancel, int keySize = 3072)
    {
        OutboundHttp.RequireSafe(gateway);
        token = token.Trim();
        var (id, folder) = (token.Split('~')[0], PrivateFile.PrepareFolder(options.DataDirectory));
        // The gateway takes the same key again with the same token: an answer that was lost, or a disk that was full, spends no token.
        using var identity = ConnectorIdentity.FindPending(folder, id, gateway) ?? ConnectorIdentity.Create(id, gateway, keySize);
        identity.SavePending(folder);
        var certificate = new GatewayCertificate(options.TrustedRootsFile);
        using var http = new HttpClient(OutboundHttp.CreateHandler(options, certificate)) { BaseAddress = identity.Gateway, Timeout = s_deadline };
        using var answer = await PostAsync(http, certificate, new { token, publicKey = identity.PublicKey, proof = identity.Prove(token, time.GetUtcNow()) }, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            ConnectorIdentity.DropPending(folder);
            throw new ConnectorException($"The gateway refuses the registration: {await ReadReasonAsync(answer, cancel)}");
        }
        ConnectorIdentity.AcceptPending(folder);
        return identity.Id;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, GatewayCertificate certificate, object body, CancellationToken cancel)
    {
        try
        {
            return await http.PostAsJsonAsync("connectors/registration", body, cancel);
        }
        catch (HttpRequestException failure)
        {
            throw new ConnectorException($"The gateway cannot be reached: {certificate.ReasonOf(failure)}", failure);
        }
        catch (OperationCanceledException failure) when (!cancel.IsCancellationRequested)
        {
            throw new ConnectorException($"The gateway did not answer within {s_deadline.TotalSeconds:0} s.", failure);
        }
    }

    private static async Task<string> ReadReasonAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
            if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) && detail.GetString() is { } text)
                return text;
        }
        catch (JsonException)
        {
            // What answers is no gateway; its status says so.
        }
        return $"HTTP {(int)answer.StatusCode}. Is this the gateway's address?";
    }
}
