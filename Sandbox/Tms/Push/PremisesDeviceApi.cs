using System.Text;
using System.Xml;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Tms.Push;

/// <summary>The old HTTP interface of the devices that Webex does not know, each under a path of its own: <c>/premises/{id}/bookingsputxml</c>.</summary>
internal static class PremisesDeviceApi
{
    /// <summary>Account of the devices' administrator, which TMS has in its settings.</summary>
    public const string Credentials = "admin:sandbox";

    private static readonly XmlReaderSettings s_settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 10_000_000 };

    /// <summary>Path of a device; relative addresses below it lead to its interface.</summary>
    public static string PathOf(string deviceId) => $"/premises/{deviceId}/";

    public static void MapPremisesDevices(this IEndpointRouteBuilder app) => app.MapPost("/premises/{deviceId}/bookingsputxml", PutAsync);

    private static async Task<IResult> PutAsync(HttpContext context, DeviceFleet fleet, string deviceId)
    {
        if (fleet.FindOnPremises(deviceId) is not { ConnectionStatus: "connected" } device)
            return Results.NotFound();
        if (context.Request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials))}")
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"device\"";
            return Results.Unauthorized();
        }
        try
        {
            using var reader = XmlReader.Create(context.Request.Body, s_settings);
            var list = await XDocument.LoadAsync(reader, LoadOptions.None, context.RequestAborted);
            device.Put(BookingsXmlReader.Read(list.Root!));
            return Results.Text("<success />", "text/xml");
        }
        catch (Exception bad) when (bad is XmlException or FormatException)
        {
            return Results.Text("<error />", "text/xml", statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
