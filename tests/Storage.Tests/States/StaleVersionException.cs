namespace HybridCalendar.Storage.Tests.States;

/// <summary>Somebody else has changed the record.</summary>
public sealed class StaleVersionException : Exception
{
    public StaleVersionException() : base("The record has another version.")
    {
    }
}
