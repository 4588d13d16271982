namespace HybridCalendar.Domain.JoinTargets;

/// <summary>One field of an event with the links and addresses that stand in it.</summary>
internal sealed class Place
{
    // Far more than any invitation has; keeps a hostile body from costing more than its size.
    private const int MaxCandidates = 1000;
    private readonly List<LinkCandidate> _links = [];
    private readonly List<AddressCandidate> _addresses = [];
    private readonly HashSet<string> _mailAddresses = new(StringComparer.OrdinalIgnoreCase);

    private IReadOnlySet<string>? _numbers;

    private Place(FoundIn foundIn, string text) => (FoundIn, Text) = (foundIn, text);

    public FoundIn FoundIn { get; }

    /// <summary>What a reader sees.</summary>
    public string Text { get; }

    /// <summary>The links in the text's order, unwrapped.</summary>
    public IReadOnlyList<LinkCandidate> Links => _links;

    public IReadOnlyList<AddressCandidate> Addresses => _addresses;

    /// <summary>Where rules look for numbers and passcodes: the text, then the links.</summary>
    public string Evidence { get; private set; } = "";

    /// <summary>Whether the text tells a number, as it stands or in groups, besides in links.</summary>
    public bool Tells(string number) => (_numbers ??= StandingNumbers.In(Text)).Contains(number);

    /// <summary>Whether a <c>mailto:</c> of the place says that this is a mail address.</summary>
    public bool IsMailAddress(string address) => _mailAddresses.Contains(address);

    public static Place OfLink(FoundIn foundIn, string url, JoinRuleSet rules) => Build(foundIn, "", [new Href(0, url.Trim())], rules);

    public static Place OfText(FoundIn foundIn, string text, JoinRuleSet rules) => Build(foundIn, FoldedText.Of(text).Value, [], rules);

    public static Place OfHtml(FoundIn foundIn, string html, JoinRuleSet rules)
    {
        var read = HtmlText.Read(html);
        return Build(foundIn, read.Text, read.Hrefs, rules);
    }

    private static Place Build(FoundIn foundIn, string text, IReadOnlyList<Href> hrefs, JoinRuleSet rules)
    {
        var place = new Place(foundIn, text);
        var shown = text.ToCharArray();
        foreach (var href in hrefs.Take(MaxCandidates)) place.AddHref(href);
        foreach (var span in LinkScanner.Find(text, AllSchemes(rules), rules.NamesLinkHost, foundIn == FoundIn.Location).Take(MaxCandidates))
        {
            place.AddLink(span.Start, span.Url, span.MayGoOn);
            shown.AsSpan(span.Start, span.End - span.Start).Fill(' ');
        }
        foreach (var address in AddressScanner.Find(new string(shown)).Take(MaxCandidates)) place.AddAddress(address);
        place._links.Sort((a, b) => a.Position.CompareTo(b.Position));
        place._addresses.Sort((a, b) => a.Position.CompareTo(b.Position));
        place.Evidence = text + "\n" + string.Join('\n', place._links.Select(l => l.Link.Text).Distinct());
        return place;
    }

    private static HashSet<string> AllSchemes(JoinRuleSet rules) => [.. rules.Schemes, "https", "http"];

    private void AddHref(Href href)
    {
        var value = FoldedText.Of(href.Value).Value.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Trim();
        if (TeamsAppLink.WithHost(value) is var link && link.Contains("://", StringComparison.Ordinal)) AddLink(href.Position, link);
        else if (LinkUnwrapper.Decode(value) is { } address)
            foreach (var candidate in AddressScanner.Find(address).Where(a => a.Scheme.Length > 0).Take(1)) AddAddress(candidate with { Position = href.Position });
    }

    private void AddLink(int position, string url, string? mayGoOn = null)
    {
        if (WebLink.Parse(LinkUnwrapper.Unwrap(url).Replace("&amp;", "&", StringComparison.Ordinal)) is { } link) _links.Add(new LinkCandidate(position, link, mayGoOn));
    }

    private void AddAddress(AddressCandidate address)
    {
        if (address.Scheme == "mailto") _mailAddresses.Add(address.Address);
        else _addresses.Add(address);
    }
}

/// <summary>A link and where it begins in its place's text.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Link">Unwrapped.</param>
/// <param name="MayGoOn">The digits of the next line, which may belong to it; else null.</param>
internal sealed record LinkCandidate(int Position, WebLink Link, string? MayGoOn = null);
