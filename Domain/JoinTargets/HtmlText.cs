using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// The visible text of HTML and the targets of its links. Works on the parser's tokens and builds no tree, so that time and
/// memory stay linear in the input, however deeply a hostile sender nests.
/// </summary>
internal sealed class HtmlText
{
    private static readonly HashSet<string> s_blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    };

    private readonly StringBuilder _text = new();
    private readonly List<Href> _hrefs = [];

    private HtmlText()
    {
    }

    public string Text => _text.ToString();

    /// <summary>The links in their order, each with its place in <see cref="Text"/>.</summary>
    public IReadOnlyList<Href> Hrefs => _hrefs;

    public static HtmlText Read(string html)
    {
        var result = new HtmlText();
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        tokenizer.ShouldEmitAttribute = static (ref StructHtmlToken _, ReadOnlyMemory<char> name) => IsLinkAttribute(name.Span);
        var hidden = (string?)null;
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
        {
            if (token.Type == HtmlTokenType.EndTag && token.Name == hidden) hidden = null;
            if (hidden is not null) continue;
            if (token.Type == HtmlTokenType.Character) result._text.Append(FoldedText.Of(token.Data).Value);
            else if (token is HtmlTagToken tag) hidden = result.Add(tag, tokenizer);
        }
        return result;
    }

    // Returns the element whose content is no text of the invitation, when this tag opens one.
    private string? Add(HtmlTagToken tag, HtmlTokenizer tokenizer)
    {
        if (s_blocks.Contains(tag.Name)) _text.Append('\n');
        else if (tag.Name is "td" or "th" or "img") _text.Append(' ');
        if (tag.Type != HtmlTokenType.StartTag) return null;
        foreach (var attribute in tag.Attributes)
            if (tag.Name is "a" or "area") _hrefs.Add(new Href(_text.Length, attribute.Value));
        tokenizer.State = tag.Name switch
        {
            "script" => HtmlParseMode.Script,
            "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
            "title" or "textarea" => HtmlParseMode.RCData,
            _ => tokenizer.State,
        };
        return tag.Name is "script" or "style" or "title" or "iframe" or "noembed" or "noframes" ? tag.Name : null;
    }

    // Outlook keeps the link that Safe Links replaced beside the replacement.
    private static bool IsLinkAttribute(ReadOnlySpan<char> name) =>
        name.Equals("href", StringComparison.OrdinalIgnoreCase) || name.Equals("originalsrc", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A link's target.</summary>
/// <param name="Position">Where in the text the link begins.</param>
/// <param name="Value">The attribute's value with its entities decoded.</param>
internal readonly record struct Href(int Position, string Value);
