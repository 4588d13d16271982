using System.Text;
using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>An address with names in braces, such as <c>{id}.{passcode}@zoomcrc.com</c>.</summary>
internal sealed partial class AddressTemplate(string text)
{
    public string Text { get; } = text;

    public IReadOnlyList<string> Names { get; } = [.. Placeholder().Matches(text).Select(m => m.Groups["name"].Value)];

    /// <summary>The address, or null when a name has no value.</summary>
    public string? Fill(IReadOnlyDictionary<string, string> values)
    {
        var address = new StringBuilder(Text);
        foreach (var name in Names)
        {
            if (!values.TryGetValue(name, out var value) || value.Length == 0) return null;
            address.Replace("{" + name + "}", value);
        }
        return address.ToString();
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]\w*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
