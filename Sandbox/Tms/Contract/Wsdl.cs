using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>Describes a service as <c>?WSDL</c> does: document/literal wrapped, with a SOAP 1.1 and a SOAP 1.2 port.</summary>
internal static class Wsdl
{
    private static readonly XNamespace s_wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace s_schema = "http://www.w3.org/2001/XMLSchema";
    private static readonly XNamespace s_soap11 = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace s_soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/";
    private static readonly string[] s_simple = ["string", "int", "long", "integer", "boolean", "dateTime"];

    public static XDocument Describe(XNamespace service, string name, Uri address, int serverVersion)
    {
        var operations = ContractOperation.All.Where(one => one.Service == service && one.Since <= serverVersion).ToList();
        return new XDocument(new XElement(s_wsdl + "definitions",
            new XAttribute(XNamespace.Xmlns + "wsdl", s_wsdl), new XAttribute(XNamespace.Xmlns + "s", s_schema),
            new XAttribute(XNamespace.Xmlns + "soap", s_soap11), new XAttribute(XNamespace.Xmlns + "soap12", s_soap12),
            new XAttribute(XNamespace.Xmlns + "tns", service), new XAttribute("targetNamespace", service),
            new XElement(s_wsdl + "types", Schema(service, operations, serverVersion)),
            operations.SelectMany(Messages),
            new XElement(s_wsdl + "portType", new XAttribute("name", $"{name}Soap"), operations.Select(one => new XElement(s_wsdl + "operation",
                new XAttribute("name", one.Name),
                new XElement(s_wsdl + "input", new XAttribute("message", $"tns:{one.Name}SoapIn")),
                new XElement(s_wsdl + "output", new XAttribute("message", $"tns:{one.Name}SoapOut"))))),
            Binding(service, $"{name}Soap", $"{name}Soap", s_soap11, operations),
            Binding(service, $"{name}Soap12", $"{name}Soap", s_soap12, operations),
            new XElement(s_wsdl + "service", new XAttribute("name", name),
                Port($"{name}Soap", s_soap11, address), Port($"{name}Soap12", s_soap12, address))));
    }

    private static XElement Schema(XNamespace service, List<ContractOperation> operations, int version)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            foreach (var parameter in operation.Parameters)
                Collect(parameter.Type, version, used);
            if (operation.Result is not null)
                Collect(operation.Result, version, used);
        }
        return new XElement(s_schema + "schema", new XAttribute("elementFormDefault", "qualified"), new XAttribute("targetNamespace", service),
            operations.Select(one => Element(one.Name, Sequence(one.Parameters, version))),
            operations.Select(one => Element($"{one.Name}Response", Sequence(
                one.Result is null ? [] : [new ContractField($"{one.Name}Result", one.Result, false, 0)], version))),
            used.Select(type => ContractTypes.Find(type) is { } fields
                ? new XElement(s_schema + "complexType", new XAttribute("name", type), Sequence(fields, version))
                : new XElement(s_schema + "simpleType", new XAttribute("name", type), new XElement(s_schema + "restriction",
                    new XAttribute("base", "s:string"),
                    ContractEnums.Find(type)!.Where(value => value.Value <= version).Select(value =>
                        new XElement(s_schema + "enumeration", new XAttribute("value", value.Key)))))));
    }

    private static void Collect(string type, int version, SortedSet<string> used)
    {
        if (s_simple.Contains(type) || !used.Add(type))
            return;
        foreach (var field in (ContractTypes.Find(type) ?? []).Where(field => field.Since <= version))
            Collect(field.Type, version, used);
    }

    private static XElement Element(string name, XElement sequence) =>
        new(s_schema + "element", new XAttribute("name", name), new XElement(s_schema + "complexType", sequence));

    private static XElement Sequence(IEnumerable<ContractField> fields, int version) =>
        new(s_schema + "sequence", fields.Where(field => field.Since <= version).Select(field => new XElement(s_schema + "element",
            new XAttribute("minOccurs", IsValue(field) ? 1 : 0), new XAttribute("maxOccurs", field.Repeated ? "unbounded" : "1"),
            new XAttribute("name", field.Name), new XAttribute("type", $"{(s_simple.Contains(field.Type) ? "s" : "tns")}:{field.Type}"))));

    private static bool IsValue(ContractField field) => !field.Repeated && field.Type != "string" && ContractTypes.Find(field.Type) is null;

    private static IEnumerable<XElement> Messages(ContractOperation operation) =>
        new[] { ("SoapIn", ""), ("SoapOut", "Response") }.Select(part => new XElement(s_wsdl + "message",
            new XAttribute("name", operation.Name + part.Item1), new XElement(s_wsdl + "part",
                new XAttribute("name", "parameters"), new XAttribute("element", $"tns:{operation.Name}{part.Item2}"))));

    private static XElement Binding(XNamespace service, string name, string portType, XNamespace soap, List<ContractOperation> operations) =>
        new(s_wsdl + "binding", new XAttribute("name", name), new XAttribute("type", $"tns:{portType}"),
            new XElement(soap + "binding", new XAttribute("transport", "http://schemas.xmlsoap.org/soap/http")),
            operations.Select(one => new XElement(s_wsdl + "operation", new XAttribute("name", one.Name),
                new XElement(soap + "operation", new XAttribute("soapAction", service.NamespaceName + one.Name), new XAttribute("style", "document")),
                new XElement(s_wsdl + "input", new XElement(soap + "body", new XAttribute("use", "literal"))),
                new XElement(s_wsdl + "output", new XElement(soap + "body", new XAttribute("use", "literal"))))));

    private static XElement Port(string name, XNamespace soap, Uri address) =>
        new(s_wsdl + "port", new XAttribute("name", name), new XAttribute("binding", $"tns:{name}"),
            new XElement(soap + "address", new XAttribute("location", address)));
}
