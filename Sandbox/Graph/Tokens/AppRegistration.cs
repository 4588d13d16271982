using System.Text.Json.Serialization;

namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>An application that may ask for tokens with its own credentials.</summary>
[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] // The lists have no setter, and JSON must still fill them.
public sealed class AppRegistration
{
    /// <summary>The tenant when none is configured.</summary>
    public const string DefaultTenant = "6e1fb9c0-7c0b-4b0e-9c5e-0f3f5a1d2c01";

    /// <summary>The client id of the app the calendar page acts as.</summary>
    public const string PageClientId = "2b1d6a3e-58a7-4a4e-8d0b-6c1a3f0e9b02";

    /// <summary>The application (client) id, a GUID.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client secret, or nothing when the app proves itself by certificate only.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Public certificates (PEM or base64 DER) whose keys may sign a client assertion.</summary>
    public IList<string> Certificates { get; } = [];

    /// <summary>SHA-1 thumbprints (hex) of certificates that may sign an assertion which carries them in <c>x5c</c>.</summary>
    public IList<string> CertificateThumbprints { get; } = [];

    /// <summary>Application permissions granted by an administrator.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>The app registered when the configuration names none.</summary>
    public static AppRegistration Product() => new()
    {
        ClientId = "0c9f8d52-3c1e-4a39-9a57-3d5c7b6a1e03",
        ClientSecret = "sandbox-secret",
        Roles = { "Calendars.ReadWrite", "MailboxSettings.Read", "User.Read.All", "Place.Read.All" },
    };

    internal static AppRegistration Page() => new()
    {
        ClientId = PageClientId,
        Roles = { "Calendars.ReadWrite", "MailboxSettings.ReadWrite", "User.Read.All", "Place.Read.All" },
    };
}
