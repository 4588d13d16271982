using System.Net;
using System.Net.Sockets;
using HybridCalendar.Sandbox.Tms.Pages;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Where the servers listen.</summary>
/// <param name="Sandbox">Office 365, Webex, devices and the calendar page.</param>
/// <param name="Gateway">The product.</param>
public sealed record PlaygroundAddresses(Uri Sandbox, Uri Gateway)
{
    /// <summary>The addresses that <c>./run</c> prints.</summary>
    public static readonly PlaygroundAddresses Usual =
        new(new Uri(SandboxHost.DefaultUrl), new Uri("http://127.0.0.1:5090")) { Tms = new Uri("https://localhost:5071") };

    /// <summary>Where TMS listens, <c>https</c>, port 0 for a free one; null when there is none.</summary>
    public Uri? Tms { get; init; }

    /// <summary>TMS's list of conferences; null when there is no TMS.</summary>
    public Uri? Conferences => Tms is null ? null : new Uri(Tms, ConferencePage.Path);

    public Uri Calendar => new(Sandbox, "calendar");

    public Uri Panel => new(Gateway, $"rooms/{Playground.PanelId}");

    /// <summary>The pages of administrators.</summary>
    public Uri Administration => new(Gateway, "admin/rooms");

    /// <summary>Two ports that nobody uses now.</summary>
    public static PlaygroundAddresses Free()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return new PlaygroundAddresses(Address(first), Address(second));
    }

    private static Uri Address(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
}
