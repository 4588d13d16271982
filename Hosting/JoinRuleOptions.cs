namespace HybridCalendar.Hosting;

/// <summary>Settings of the section <c>JoinRules</c>.</summary>
public sealed class JoinRuleOptions
{
    public const string Section = "JoinRules";

    /// <summary>A file of join rules, read again whenever it changes; null for the rules that come with the product.</summary>
    public string? File { get; set; }
}
