namespace Orleans.Runtime;

/// <summary>A reminder could not be ended: it was ended or registered anew since the handle was taken.</summary>
public sealed class ReminderException(string message) : OrleansException(message);
