namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Ordered rules that say what in an invitation is a way to join, and how a room device dials it. Immutable: a changed
/// file is a new set. The format is described in <c>docs/join-rules.md</c>.
/// </summary>
public sealed class JoinRuleSet
{
    private static readonly Lazy<JoinRuleSet> s_shipped = new(() => JoinRuleReader.Read(ReadShipped(), checksPatterns: false));
    private readonly HostIndex<JoinRule> _links = new();
    private readonly HostIndex<JoinRule> _addresses = new();
    private readonly HostIndex<Refusal> _refusedLinks = new();
    private readonly HostIndex<Refusal> _refusedAddresses = new();

    internal JoinRuleSet(IReadOnlyList<JoinRule> rules, IReadOnlyList<Refusal> refusals, string digest)
    {
        Digest = digest;
        RuleIds = [.. rules.Select(r => r.Id)];
        TextRules = [.. rules.Where(r => r.Kind == JoinRuleKind.Text)];
        Schemes = rules.Where(r => r.Kind == JoinRuleKind.Link).SelectMany(r => r.Schemes).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rules)
            foreach (var host in rule.Hosts)
                (rule.Kind == JoinRuleKind.Link ? _links : _addresses).Add(host, rule.Order, rule);
        for (var i = 0; i < refusals.Count; i++)
            foreach (var host in refusals[i].Hosts)
                (refusals[i].Kind == JoinRuleKind.Link ? _refusedLinks : _refusedAddresses).Add(host, i, refusals[i]);
    }

    /// <summary>The rules that come with the product.</summary>
    public static JoinRuleSet Default => s_shipped.Value;

    /// <summary>The ids of the enabled rules in their order.</summary>
    public IReadOnlyList<string> RuleIds { get; }

    /// <summary>Another text of the rules has another digest.</summary>
    public string Digest { get; }

    internal IReadOnlyList<JoinRule> TextRules { get; }

    /// <summary>The schemes of links that some rule takes.</summary>
    internal IReadOnlySet<string> Schemes { get; }

    /// <summary>Reads rules.</summary>
    /// <param name="json">The text of a rules file.</param>
    /// <exception cref="JoinRulesException">The text is no JSON or a rule is wrong; the message names rule and field.</exception>
    public static JoinRuleSet Parse(string json) => JoinRuleReader.Read(json, checksPatterns: true);

    /// <summary>Reads rules of which every pattern was checked before: each is made ready when it is needed first.</summary>
    /// <inheritdoc cref="Parse"/>
    public static JoinRuleSet ParseChecked(string json) => JoinRuleReader.Read(json, checksPatterns: false);

    /// <summary>The text of the rules that come with the product: what an administrator starts from.</summary>
    public static string ReadShipped()
    {
        using var stream = typeof(JoinRuleSet).Assembly.GetManifestResourceStream("default-join-rules.json")
            ?? throw new InvalidOperationException("The default join rules are missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal bool NamesLinkHost(string host) => _links.Names(host);

    internal IReadOnlyList<JoinRule> LinkRules(string host) => _links.Find(host);

    internal IReadOnlyList<JoinRule> AddressRules(string host) => _addresses.Find(host);

    internal Refusal? RefusedLink(string host, string path) => First(_refusedLinks.Find(host), path);

    internal Refusal? RefusedAddress(string host, string user) => First(_refusedAddresses.Find(host), user);

    private static Refusal? First(IReadOnlyList<Refusal> refusals, string text)
    {
        foreach (var refusal in refusals)
            if (refusal.Pattern is null || refusal.Pattern.IsMatch(text)) return refusal;
        return null;
    }
}
