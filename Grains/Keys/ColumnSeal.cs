using System.Diagnostics.CodeAnalysis;
using System.Text;
using HybridCalendar.Clients.Keys;

namespace HybridCalendar.Grains.Keys;

/// <summary>
/// Seals columns of the catalog that hold links or addresses and are not searched, with the organization's active key. What was stored in
/// clear before is read, and sealed when it is written next.
/// </summary>
public sealed class ColumnSeal(OrganizationKeys keys)
{
    [return: NotNullIfNotNull(nameof(text))]
    public string? Seal(string? text) => text is null ? null : Encoding.ASCII.GetString(SealedData.Seal(keys.Active, Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether a stored column is sealed; false for one that was stored in clear before there were keys.</summary>
    public static bool IsSealed(string stored) => SealedData.IsSealed(Encoding.UTF8.GetBytes(stored));

    /// <exception cref="SealedDataException">The column cannot be opened.</exception>
    [return: NotNullIfNotNull(nameof(stored))]
    public string? Open(string? stored)
    {
        if (stored is null)
            return null;
        var bytes = Encoding.UTF8.GetBytes(stored);
        return SealedData.IsSealed(bytes) ? Encoding.UTF8.GetString(SealedData.Open(bytes, keys.Find)) : stored;
    }
}
