namespace HybridCalendar.Runtime.Tests.Contract.Grains;

/// <summary>A service that a grain takes in its constructor.</summary>
public sealed record Greeting(string Text);
