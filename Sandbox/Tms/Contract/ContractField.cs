namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>An element of a type, at its place on the wire.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Type">An XML Schema type, an enum of <see cref="ContractEnums"/> or a type of <see cref="ContractTypes"/>.</param>
/// <param name="Repeated">Whether it may come several times.</param>
/// <param name="Since">First API version that knows it.</param>
internal sealed record ContractField(string Name, string Type, bool Repeated, int Since)
{
    /// <summary>Reads fields from <c>Name:type*@version</c>, parted by spaces; the type is string unless it is named.</summary>
    public static IReadOnlyList<ContractField> Parse(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];

    private static ContractField ParseOne(string text)
    {
        var (left, since) = Cut(text, '@') is (var before, { } version) ? (before, int.Parse(version, System.Globalization.CultureInfo.InvariantCulture)) : (text, 0);
        var repeated = left.EndsWith('*');
        var (name, type) = Cut(left.TrimEnd('*'), ':');
        return new ContractField(name, type ?? "string", repeated, since);
    }

    private static (string Before, string? After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, null);
}
