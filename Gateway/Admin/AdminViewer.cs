namespace HybridCalendar.Gateway.Admin;

/// <summary>Who looks at a page.</summary>
/// <param name="Name">His name; empty before signing in.</param>
/// <param name="MayChange">Whether forms that change something are shown to him.</param>
/// <param name="Path">The page, with its query.</param>
public sealed record AdminViewer(string Name, bool MayChange, string Path);
