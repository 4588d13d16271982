using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace HybridCalendar.Gateway.Tests.Deployment;

/// <summary>The files by which the product is deployed, as the build copies them beside the tests.</summary>
internal static class DeploymentFiles
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Deployment");

    /// <summary>The composed cluster, with anchors and merges taken in.</summary>
    public static JsonNode Compose { get; } = ReadYaml("docker-compose.yml");

    /// <summary>What images begin with that are built here.</summary>
    private const string Built = "hybrid-calendar-";

    /// <summary>The services that run what is built here, by name, and the Sandbox.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Hosts { get; } = Compose["services"]!.AsObject()
        .Where(service => service.Value!["image"]!.GetValue<string>().StartsWith(Built, StringComparison.Ordinal))
        .ToDictionary(service => service.Key, service => service.Value!);

    /// <summary>Which stage of the Dockerfile a host runs.</summary>
    public static string Target(JsonNode host) => host["image"]!.GetValue<string>()[Built.Length..].Split(':')[0];

    public static JsonNode Service(string name) => Compose["services"]![name].ShouldNotBeNull();

    public static bool Exists(string path) => Path.Exists(Path.Combine(s_folder, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(s_folder, path));

    public static JsonNode ReadYaml(string path)
    {
        var parser = new MergingParser(new Parser(new StringReader(Read(path))));
        var content = new DeserializerBuilder().Build().Deserialize<object>(parser);
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(content))!;
    }

    /// <summary>The lines <c>Name=value</c> of a file of settings.</summary>
    public static IReadOnlyDictionary<string, string> ReadSettings(string path) => Read(path).Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
