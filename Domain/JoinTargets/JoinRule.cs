namespace HybridCalendar.Domain.JoinTargets;

/// <summary>One rule of a <see cref="JoinRuleSet"/>, ready to run. <c>docs/join-rules.md</c> says what the fields mean.</summary>
internal sealed record JoinRule
{
    public required string Id { get; init; }

    /// <summary>Position in the file: the smaller, the sooner tried.</summary>
    public required int Order { get; init; }

    public required JoinRuleKind Kind { get; init; }

    public required string Service { get; init; }

    public required MeetingPlatform Platform { get; init; }

    public required JoinProtocol Protocol { get; init; }

    /// <summary>For a link: http and https unless said otherwise. For an address: empty when it may stand bare.</summary>
    public required IReadOnlyList<string> Schemes { get; init; }

    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Over a link's path with query and fragment, an address's user part, or the visible text.</summary>
    public RulePattern? Pattern { get; init; }

    /// <summary>Over the line of an address or the one before it.</summary>
    public RulePattern? Line { get; init; }

    /// <summary>Over all text of the event.</summary>
    public RulePattern? Requires { get; init; }

    public required IReadOnlyList<RulePattern> Facts { get; init; }

    public required IReadOnlyList<AddressTemplate> Addresses { get; init; }

    public bool TakesAnyHost => Hosts.Contains("*");

    /// <summary>
    /// True when only its form tells an address from a mail address. Outlook links whatever has an '@' as mail, so that a
    /// <c>mailto:</c> says nothing about addresses of known services or with telling words beside them.
    /// </summary>
    public bool TakesMailAddresses => TakesAnyHost && Line is null && Facts.Count == 0;
}

internal enum JoinRuleKind
{
    Link,
    Address,
    Text,
}

/// <summary>Links or addresses that are never a way to join.</summary>
internal sealed record Refusal(string Id, JoinRuleKind Kind, IReadOnlyList<string> Hosts, RulePattern? Pattern, string Reason);
