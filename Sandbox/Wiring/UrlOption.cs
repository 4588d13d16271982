using System.CommandLine;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Options that hold an address, which the parser does not know by itself.</summary>
internal static class UrlOption
{
    /// <param name="name">As it is typed, such as <c>--urls</c>.</param>
    /// <param name="description">What help says of it.</param>
    /// <param name="usual">Taken when it is not given; null for nothing.</param>
    public static Option<Uri> Create(string name, string description, Uri? usual = null)
    {
        var option = new Option<Uri>(name)
        {
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens.Single().Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var url))
                    return url;
                result.AddError($"{name}: '{text}' is no absolute address.");
                return null;
            },
        };
        if (usual is not null)
            option.DefaultValueFactory = _ => usual;
        return option;
    }
}
