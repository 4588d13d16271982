namespace HybridCalendar.Domain.Meetings;

/// <summary>The text of an invitation.</summary>
/// <param name="IsHtml">True for HTML, false for plain text.</param>
/// <param name="Content">The content as Graph gave it; never null.</param>
public sealed record EventBody(bool IsHtml, string Content)
{
    public static readonly EventBody Empty = new(false, "");
}
