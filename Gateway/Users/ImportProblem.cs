namespace HybridCalendar.Gateway.Users;

/// <summary>What is wrong with a table of users.</summary>
/// <param name="Line">The line of the file, from 1; 0 for the file as a whole.</param>
/// <param name="Column">The column's name in the file; empty for the row as a whole.</param>
/// <param name="Text">A sentence for the person who wrote the file.</param>
public sealed record ImportProblem(int Line, string Column, string Text);
