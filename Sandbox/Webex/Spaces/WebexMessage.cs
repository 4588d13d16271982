using System.Text.Json;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>A message in a space.</summary>
internal sealed record WebexMessage(
    string Id, WebexPerson Author, string? Text, string? Markdown, IReadOnlyList<JsonElement> Attachments, DateTimeOffset Created);
