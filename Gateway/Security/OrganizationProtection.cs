using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Keys;
using Microsoft.AspNetCore.DataProtection;

namespace HybridCalendar.Gateway.Security;

/// <summary>
/// Seals cookies and the tokens of forms with the organization's key, which all gateways have: what one of them gave, each of them takes. What
/// was sealed for one purpose opens for no other.
/// </summary>
/// <param name="keys">The organization's keys.</param>
/// <param name="purpose">What it is for, digested.</param>
internal sealed class OrganizationProtection(OrganizationKeys keys, byte[] purpose) : IDataProtector
{
    private readonly byte[] _purpose = purpose;

    public OrganizationProtection(OrganizationKeys keys)
        : this(keys, new byte[SHA256.HashSizeInBytes])
    {
    }

    public IDataProtector CreateProtector(string purpose) => new OrganizationProtection(keys, HMACSHA256.HashData(_purpose, Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext) => SealedData.Seal(keys.Active, [.. _purpose, .. plaintext]);

    /// <exception cref="CryptographicException">It was not sealed here, or for something else.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        var content = Open(protectedData);
        return content.Length >= _purpose.Length && CryptographicOperations.FixedTimeEquals(content.AsSpan(0, _purpose.Length), _purpose)
            ? content[_purpose.Length..]
            : throw new CryptographicException("It was sealed for something else.");
    }

    private byte[] Open(byte[] sealedData)
    {
        try
        {
            return SealedData.Open(sealedData, keys.Find);
        }
        catch (SealedDataException wrong)
        {
            throw new CryptographicException("It was not sealed here, or is damaged.", wrong);
        }
    }
}
