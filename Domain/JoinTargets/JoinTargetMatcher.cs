using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>One search: runs the rules over the places of one event.</summary>
internal sealed class JoinTargetMatcher(JoinRuleSet rules, IReadOnlyList<Place> places, IReadOnlySet<string> participants)
{
    private readonly List<RefusedCandidate> _refused = [];
    private readonly Evidence _evidence = new(places);

    public IReadOnlyList<RefusedCandidate> Refused => _refused;

    public JoinTarget? Find()
    {
        foreach (var place in places)
        {
            if (Best(place, _ => true, Refuse) is not { } best) continue;
            var found = best.Rule.Protocol is JoinProtocol.SIP or JoinProtocol.H323 ? best : Companion(best) ?? best;
            return new JoinTarget(found.Address, found.Rule.Protocol, found.Rule.Platform, found.Rule.Id, found.Place.FoundIn);
        }
        return null;
    }

    // An address of the same service for the same meeting, in another place than the link. For a link that devices cannot
    // open, whatever can be dialled is better.
    private Found? Companion(Found link)
    {
        var isDialable = new JoinTarget(link.Address, link.Rule.Protocol, link.Rule.Platform, link.Rule.Id, link.Place.FoundIn).IsDialable;
        foreach (var place in places)
            if (place != link.Place && Best(place, IsWanted, (_, _, _, _) => { }) is { } address && IsSameMeeting(link, address)) return address;
        return null;

        bool IsWanted(JoinRule rule) => rule.Kind != JoinRuleKind.Link && (rule.Service == link.Rule.Service || (!isDialable && rule.TakesAnyHost));
    }

    private static bool IsSameMeeting(Found link, Found address)
    {
        return address.Values.All(v => IsOwn(v.Key) || !link.Values.TryGetValue(v.Key, out var same) || same.Equals(v.Value, StringComparison.OrdinalIgnoreCase));

        static bool IsOwn(string name) => name is "link" or "host" or "path" or "address" or "user";
    }

    private Found? Best(Place place, Func<JoinRule, bool> wanted, RefuseCandidate refuse)
    {
        Found? best = null;
        foreach (var link in place.Links) best = Better(best, OfLink(place, link, best, wanted, refuse));
        foreach (var address in place.Addresses) best = Better(best, OfAddress(place, address, best, wanted, refuse));
        foreach (var rule in rules.TextRules)
            if ((best is null || rule.Order < best.Rule.Order) && wanted(rule)) best = Better(best, OfText(place, rule));
        return best;
    }

    // A link that continues the first one carries the passcode that the first one lacks.
    private static Found? Better(Found? best, Found? other)
    {
        if (best is null || other is null) return best ?? other;
        if (other.Rule.Order != best.Rule.Order) return other.Rule.Order < best.Rule.Order ? other : best;
        return other.Address.Length > best.Address.Length && other.Address.StartsWith(best.Address, StringComparison.Ordinal) ? other : best;
    }

    private Found? OfLink(Place place, LinkCandidate candidate, Found? best, Func<JoinRule, bool> wanted, RefuseCandidate refuse)
    {
        var link = candidate.Link;
        if (rules.RefusedLink(link.Host, link.Path) is { } refusal)
        {
            refuse(place, refusal.Reason, refusal.Id, link.Text);
            return null;
        }
        var found = OfLink(place, candidate.Position, link, best, wanted);
        if (found is null || candidate.MayGoOn is not { } rest || !found.Values.TryGetValue("id", out var id)) return found;
        // The next line holds digits alone. Whether they belong to the number, the text tells where it says the number once more.
        var whole = OfLink(place, candidate.Position, WebLink.Parse(link.Text + rest)!, best, wanted);
        if (whole is null || !whole.Values.TryGetValue("id", out var wholeId) || wholeId == id) return found;
        if (place.Tells(wholeId)) return whole;
        if (place.Tells(id)) return found;
        refuse(place, "its number ends at the end of a line, and may go on in the next", found.Rule.Id, link.Text);
        return null;
    }

    private Found? OfLink(Place place, int position, WebLink link, Found? best, Func<JoinRule, bool> wanted)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["link"] = link.Text, ["host"] = link.Host, ["path"] = link.Path };
        foreach (var rule in rules.LinkRules(link.Host))
        {
            if (rule.Order > best?.Rule.Order) break;
            if (!rule.Schemes.Contains(link.Scheme) || !wanted(rule)) continue;
            if (Apply(rule, place, position, own, rule.Pattern!.Match(link.Path)) is { } found) return found;
        }
        return null;
    }

    private Found? OfAddress(Place place, AddressCandidate candidate, Found? best, Func<JoinRule, bool> wanted, RefuseCandidate refuse)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { ["address"] = candidate.Address + candidate.Port, ["user"] = candidate.User, ["host"] = candidate.Host };
        foreach (var rule in rules.AddressRules(candidate.Host))
        {
            if (rule.Order > best?.Rule.Order) break;
            if (!TakesScheme(rule, candidate.Scheme) || !wanted(rule)) continue;
            if (rule.Line is not null && !TextLines.Around(place.Text, candidate.Position).Any(rule.Line.IsMatch)) continue;
            var match = rule.Pattern?.Match(candidate.User) ?? Match.Empty;
            if (rule.Pattern is not null && !match.Success) continue;
            if (Apply(rule, place, candidate.Position, own, match) is not { } found) continue;
            if (WhyNot(place, candidate, rule) is not { } reason) return found;
            refuse(place, reason.Text, reason.Rule, candidate.Address);
            return null;
        }
        return null;
    }

    private Found? OfText(Place place, JoinRule rule)
    {
        var match = rule.Pattern!.Match(place.Text);
        return match.Success ? Apply(rule, place, match.Index, new Dictionary<string, string>(StringComparer.Ordinal), match) : null;
    }

    private (string Text, string? Rule)? WhyNot(Place place, AddressCandidate candidate, JoinRule rule)
    {
        var bare = candidate.Scheme.Length == 0;
        if (bare && rules.RefusedAddress(candidate.Host, candidate.User) is { } refusal) return (refusal.Reason, refusal.Id);
        if (bare && rule.TakesMailAddresses && place.IsMailAddress(candidate.Address)) return ("it is linked as a mail address", null);
        // Typed with its scheme into the location it is meant for dialling, even where video and mail addresses are the same.
        if (participants.Contains(candidate.Address) && (bare || place.FoundIn != FoundIn.Location)) return ("it is a participant's address", null);
        return null;
    }

    private Found? Apply(JoinRule rule, Place place, int position, Dictionary<string, string> own, Match match)
    {
        if (rule.Pattern is not null && !match.Success) return null;
        if (rule.Requires is not null && !_evidence.Has(rule.Requires)) return null;
        var values = new Dictionary<string, string>(own, StringComparer.Ordinal);
        Evidence.Take(match, values);
        foreach (var fact in rule.Facts) _evidence.Add(fact, place, position, values);
        foreach (var template in rule.Addresses)
            if (template.Fill(values) is { } address) return new Found(rule, place, address, values);
        return null;
    }

    private static bool TakesScheme(JoinRule rule, string scheme) => rule.Schemes.Count == 0 ? scheme is "" or "sip" or "sips" : rule.Schemes.Contains(scheme);

    private void Refuse(Place place, string reason, string? rule, string candidate)
    {
        if (_refused.Count < JoinTargetFinder.MaxRefused && !_refused.Exists(r => r.Candidate == candidate))
            _refused.Add(new RefusedCandidate(reason, rule, place.FoundIn, candidate));
    }

    private delegate void RefuseCandidate(Place place, string reason, string? rule, string candidate);

    private sealed record Found(JoinRule Rule, Place Place, string Address, Dictionary<string, string> Values);
}
