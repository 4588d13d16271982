using System.Globalization;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>What nobody should send, and somebody will.</summary>
internal static class StrangeInput
{
    /// <summary>What a page that shows what was sent must not hold as it is.</summary>
    public const string Script = "<script>alert(1)</script>";

    /// <summary>For what is read as text: too long, with what does not belong into it, with what databases, paths and pages take for something else.</summary>
    public static readonly string[] Texts = [new('a', 1_500), "no id!", "a\u0000b", "../secret", "9999-12-31", "%2F%2e%2e", "'; DROP TABLE users; --", $"\">{Script}", "\ud83d\ude80"];

    private static readonly Dictionary<Type, string[]> s_malformed = new()
    {
        [typeof(bool)] = ["perhaps", "2"],
        [typeof(int)] = ["many", "99999999999999999999"],
        [typeof(DateTimeOffset)] = ["yesterday", "2026-13-45"],
    };

    /// <summary>Whether anything at all is a value of a parameter's type.</summary>
    public static bool IsText(Type type) => type == typeof(string);

    /// <summary>What no value of a type is; for texts, strange ones.</summary>
    public static string[] For(Type type) => IsText(type) ? Texts : s_malformed.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type, ["~"]);

    public static string Short(string value) => value.Length <= 40 ? value : string.Create(CultureInfo.InvariantCulture, $"{value[..20]}… ({value.Length})");
}
