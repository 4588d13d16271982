using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace HybridCalendar.Gateway.Admin;

/// <summary>A text in a chart; written in code, as Razor takes SVG's element of that name for a word of its own.</summary>
public sealed class ChartLabel : ComponentBase
{
    [Parameter, EditorRequired] public required string X { get; set; }
    [Parameter, EditorRequired] public required string Y { get; set; }

    /// <summary><c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    [Parameter, EditorRequired] public required string Anchor { get; set; }
    [Parameter, EditorRequired] public required string Text { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "scale");
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "dy", "4");
        builder.AddAttribute(5, "text-anchor", Anchor);
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
