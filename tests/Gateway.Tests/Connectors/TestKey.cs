using System.Security.Cryptography;
using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A connector's key pair.</summary>
internal sealed class TestKey
{
    private readonly RSA _key = RSA.Create(2048);

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public string Prove(string id, string nonce, DateTimeOffset now) => ConnectorProof.Create(_key, id, nonce, now);
}
