namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>The text of an event. Exchange keeps HTML and derives the rest.</summary>
public sealed class EventBody
{
    /// <summary>No text.</summary>
    public static readonly EventBody Empty = new("");

    private readonly Lazy<string> _text;

    private EventBody(string html)
    {
        Html = html;
        _text = new(() => HtmlText.ToText(html));
    }

    /// <summary>The document as HTML; empty when there is no text.</summary>
    public string Html { get; }

    /// <summary>The text without markup.</summary>
    public string Text => _text.Value;

    /// <summary>The first 255 characters of <see cref="Text"/>.</summary>
    public string Preview => Text.Length <= 255 ? Text : Text[..255];

    /// <summary>Stores HTML as Exchange does: a whole document, without scripts and comments.</summary>
    public static EventBody FromHtml(string html) => html.Length == 0 ? Empty : new(HtmlText.ToDocument(html));

    /// <summary>Stores plain text as the HTML it is later served as.</summary>
    public static EventBody FromText(string text) => text.Length == 0 ? Empty : new(HtmlText.FromText(text));
}
