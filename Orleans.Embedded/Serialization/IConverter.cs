namespace Orleans;

/// <summary>Turns a foreign type into a message type and back.</summary>
public interface IConverter<TValue, TSurrogate> where TSurrogate : struct
{
    /// <summary>The value of this message.</summary>
    TValue ConvertFromSurrogate(in TSurrogate surrogate);

    /// <summary>The message of this value.</summary>
    TSurrogate ConvertToSurrogate(in TValue value);
}
