using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>Puts an answer into the form that a client of some version understands.</summary>
/// <param name="version">The version that the client announced, or the server's if that is older.</param>
internal sealed class ContractWriter(int version)
{
    /// <summary>The element's known children in the order of the wire; a value that the client cannot know becomes <c>Default</c>.</summary>
    public XElement Shape(XElement element, string type)
    {
        if (ContractTypes.Find(type) is not { } fields)
            return new XElement(element.Name, Known(element.Value, type));
        var shaped = new XElement(element.Name);
        foreach (var field in fields.Where(field => field.Since <= version))
            shaped.Add(element.Elements(element.Name.Namespace + field.Name).Select(child => Shape(child, field.Type)));
        return shaped;
    }

    private string Known(string value, string type) =>
        ContractEnums.Find(type) is { } values && values.TryGetValue(value, out var since) && since > version && values.ContainsKey(ContractEnums.Default)
            ? ContractEnums.Default
            : value;
}
