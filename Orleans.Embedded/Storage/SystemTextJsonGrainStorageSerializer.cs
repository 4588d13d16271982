using System.Text.Json;
using Orleans.Embedded;

namespace Orleans.Storage;

/// <summary>States as JSON, written with <see cref="OrleansEmbeddedOptions.Json"/>.</summary>
public sealed class SystemTextJsonGrainStorageSerializer(OrleansEmbeddedOptions options) : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options.Json));

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, options.Json);
}
