namespace Orleans;

/// <summary>Where a record is: its name, which is unique to a grain class, and the grain's key.</summary>
internal readonly record struct StateKey(string StateName, string GrainKey);
