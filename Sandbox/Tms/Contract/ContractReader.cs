using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;

namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>
/// Reads what a client sent as ASP.NET's serializer does: values must fit their types, elements that it does not know are passed
/// over without a word. Elements out of order are refused; the real service loses them silently, which helps nobody.
/// </summary>
/// <param name="serverVersion">The server's API version: what is younger is unknown to it.</param>
/// <param name="passedOver">Told the path of each element that was not known.</param>
internal sealed class ContractReader(int serverVersion, Action<string> passedOver)
{
    /// <summary>The element with what is known of it, empty and nil elements of simple types left out.</summary>
    public XElement Read(XElement element, IReadOnlyList<ContractField> fields)
    {
        var kept = new XElement(element.Name);
        var reached = 0;
        foreach (var child in element.Elements())
        {
            var place = fields.ToList().FindIndex(field => element.Name.Namespace + field.Name == child.Name && field.Since <= serverVersion);
            if (place < 0)
            {
                passedOver($"{element.Name.LocalName}/{child.Name.LocalName}");
                continue;
            }
            if (place < reached || (place == reached && !fields[place].Repeated && kept.Element(child.Name) is not null))
                throw TmsFault.CannotRead($"{child.Name.LocalName} is not at its place in {element.Name.LocalName}.");
            reached = place;
            if (ReadValue(child, fields[place]) is { } value)
                kept.Add(value);
        }
        return kept;
    }

    private XElement? ReadValue(XElement child, ContractField field)
    {
        if ((string?)child.Attribute(TmsNames.Instance + "nil") is "true" or "1")
            return null;
        if (ContractTypes.Find(field.Type) is { } fields)
            return Read(child, fields);
        if (child.HasElements || !Fits(child.Value.Trim(), field.Type))
            throw TmsFault.CannotRead($"The value of {child.Name.LocalName} is not valid for {field.Type}.");
        return new XElement(child.Name, field.Type == "string" ? child.Value : child.Value.Trim());
    }

    private bool Fits(string value, string type) => type switch
    {
        "string" => true,
        "int" => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "long" or "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "boolean" => value is "true" or "false" or "1" or "0",
        "dateTime" => IsDateTime(value),
        _ => ContractEnums.Find(type) is { } values && values.TryGetValue(value, out var since) && since <= serverVersion,
    };

    private static bool IsDateTime(string value)
    {
        try
        {
            XmlConvert.ToDateTimeOffset(value);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
