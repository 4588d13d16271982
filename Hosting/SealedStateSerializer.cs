using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Keys;
using Orleans.Storage;

namespace HybridCalendar.Hosting;

/// <summary>
/// Seals the state of grains, which holds what people wrote into their meetings, with the organization's active key. State that was stored
/// in clear before is read, and sealed when it is written next; so is what a former key sealed. What has <see cref="StoredInClearAttribute"/> is
/// not sealed.
/// </summary>
internal sealed class SealedStateSerializer(IGrainStorageSerializer json, OrganizationKeys keys) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => Attribute.IsDefined(typeof(T), typeof(StoredInClearAttribute))
        ? json.Serialize(input)
        : new(SealedData.Seal(keys.Active, json.Serialize(input).ToMemory().Span));

    /// <exception cref="SealedDataException">The state cannot be opened.</exception>
    public T? Deserialize<T>(BinaryData input) => SealedData.IsSealed(input.ToMemory().Span)
        ? json.Deserialize<T>(new BinaryData(SealedData.Open(input.ToMemory().Span, keys.Find)))
        : json.Deserialize<T>(input);
}
