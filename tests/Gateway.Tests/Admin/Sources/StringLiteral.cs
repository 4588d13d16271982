namespace HybridCalendar.Gateway.Tests.Admin.Sources;

/// <summary>A text in a C# source.</summary>
/// <param name="Text">What it says; what is put into an interpolated one is <c>{0}</c> and so on.</param>
/// <param name="Before">What stands before it.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended.</param>
internal sealed record StringLiteral(string Text, string Before, int Start, int End);
