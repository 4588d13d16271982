using System.Globalization;
using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tests.Tms;

internal static class XmlReading
{
    /// <summary>The child of this local name, which must be there.</summary>
    public static XElement El(this XElement element, string name) =>
        element.Elements().FirstOrDefault(one => one.Name.LocalName == name) ?? throw new ShouldAssertException($"{name} is missing in {element}");

    public static string Val(this XElement element, string name) => element.El(name).Value;

    public static int Int(this XElement element, string name) => int.Parse(element.Val(name), CultureInfo.InvariantCulture);

    public static bool Has(this XElement element, string name) => element.Elements().Any(one => one.Name.LocalName == name);

    public static string Status(this XElement conference) => conference.El("ConferenceState").Val("Status");
}
