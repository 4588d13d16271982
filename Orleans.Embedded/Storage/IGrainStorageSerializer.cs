namespace Orleans.Storage;

/// <summary>How grains' states become bytes. One registered among the services takes the place of JSON.</summary>
public interface IGrainStorageSerializer
{
    /// <summary>The bytes that are stored: UTF-8 text, as the column that holds them can be read by people.</summary>
    BinaryData Serialize<T>(T? input);

    /// <summary>The state that was stored as these bytes.</summary>
    T? Deserialize<T>(BinaryData input);
}
