using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Values in and out of elements.</summary>
internal static class TmsText
{
    private static readonly InstantPattern s_space = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss'Z'");
    private static readonly InstantPattern s_iso = InstantPattern.ExtendedIso;

    /// <summary>The text of a child in the element's own namespace; empty when it is missing.</summary>
    public static string Text(this XElement element, string name) => ((string?)element.Element(element.Name.Namespace + name) ?? "").Trim();

    public static XElement? Child(this XElement element, string name) => element.Element(element.Name.Namespace + name);

    public static IEnumerable<XElement> Each(this XElement element, string name) => element.Elements(element.Name.Namespace + name);

    /// <summary>A number, which the contract has checked; 0 when it is missing.</summary>
    public static long Number(this XElement element, string name) =>
        element.Text(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>A moment in TMS's writing: UTC ending with Z, with a space or a T between. Null when it is missing.</summary>
    public static Instant? Moment(this XElement element, string name) => element.Text(name) is { Length: > 0 } text ? Moment(text, name) : null;

    public static Instant Moment(string text, string name) =>
        s_space.Parse(text) is { Success: true } spaced ? spaced.Value
        : s_iso.Parse(text) is { Success: true } iso ? iso.Value
        : throw TmsFault.Unspecified($"{name} must be UTC and end with Z.");

    public static string Write(Instant moment) => s_space.Format(moment);
}
