using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Booking;
using HybridCalendar.Sandbox.Tms.Contract;
using HybridCalendar.Sandbox.Tms.Control;

namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>Serves both ASMX services: sign-in, envelope, headers, sessions, faults; then the operation.</summary>
internal sealed class SoapEndpoint(TmsWorld world)
{
    private readonly BookingService _booking = new(world);
    private readonly RemoteSetupService _setup = new(world);

    public async Task ServeAsync(HttpContext context, XNamespace service)
    {
        if (world.Faults.Strikes(TmsFaultKind.Unauthorized))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (world.SignIn.SignIn(context) is not { } caller)
            return;
        var type = context.Request.ContentType ?? "";
        if (!type.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/soap+xml", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var soap = TmsNames.Soap11;
        var name = "";
        try
        {
            var call = await SoapCall.ReadAsync(context.Request);
            (soap, name) = (call.Envelope, call.Body.Name.LocalName);
            var operation = Route(call, service);
            if (await StrikeAsync(context, operation.Name))
                return;
            var (headers, body) = Answer(call, operation, caller);
            world.Calls.Count(name, null);
            if (world.Faults.Strikes(TmsFaultKind.LoseAnswer, operation.Name) || context.RequestAborted.IsCancellationRequested)
                context.Abort();
            else
                await SoapAnswer.WriteAsync(context, soap, headers, body);
        }
        catch (TmsFault fault)
        {
            world.Calls.Count(name, fault.Code ?? 0);
            await SoapAnswer.WriteFaultAsync(context, soap, fault);
        }
    }

    /// <summary>By the action header, else by the body's element.</summary>
    private ContractOperation Route(SoapCall call, XNamespace service)
    {
        var action = call.Action ?? call.Body.Name.Namespace.NamespaceName + call.Body.Name.LocalName;
        var operation = ContractOperation.All.FirstOrDefault(one =>
            one.Service == service && one.Since <= world.Options.ApiVersion && service.NamespaceName + one.Name == action) ?? throw TmsFault.UnknownAction(action);
        if (call.Body.Name != service + operation.Name)
            throw TmsFault.CannotRead($"{operation.Name} was expected in the body.");
        if (call.NotUnderstood(service + "ExternalAPIVersionSoapHeader", service + "ContextHeader") is { } header)
            throw TmsFault.NotUnderstood(header.Name.LocalName);
        return operation;
    }

    private async Task<bool> StrikeAsync(HttpContext context, string operation)
    {
        var faults = world.Faults;
        if (faults.Hit(TmsFaultKind.Delay, operation) is { } delay)
            await Task.Delay(TimeSpan.FromMilliseconds(delay.DelayMs), world.Time, context.RequestAborted);
        var cut = faults.Hit(TmsFaultKind.Cut, operation);
        if (cut is not null)
            context.Abort();
        // A call that came in whole is worked off: the web server does not tell that nobody waits.
        if ((cut ?? faults.Hit(TmsFaultKind.Late, operation)) is { } late)
            await Task.Delay(TimeSpan.FromMilliseconds(late.DelayMs), world.Time, CancellationToken.None);
        if (faults.Strikes(TmsFaultKind.Drop, operation))
        {
            context.Abort();
            return true;
        }
        if (faults.Strikes(TmsFaultKind.Unavailable, operation))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return true;
        }
        if (faults.Hit(TmsFaultKind.Fault, operation) is { Fault: { } named })
            throw new TmsFault(TmsErrorCode.Named[named], "The fault was asked for.");
        if (faults.Strikes(TmsFaultKind.LoseSessions, operation))
            world.Sessions.Clear();
        if (faults.Strikes(TmsFaultKind.DatabaseDown, operation))
            throw new TmsFault(TmsErrorCode.DatabaseDown, "There is a problem with the database tmsng.");
        return false;
    }

    private (IEnumerable<XElement> Headers, XElement Body) Answer(SoapCall call, ContractOperation operation, TmsUser caller)
    {
        var reader = new ContractReader(world.Options.ApiVersion, world.Calls.PassedOver);
        var header = VersionHeader.Read(call.Header(operation.Service + "ExternalAPIVersionSoapHeader"), world.Options.ApiVersion);
        // What it mails does not matter here, but what cannot be read is refused.
        if (call.Header(operation.Service + "ContextHeader") is { } context)
            reader.Read(context, ContractField.Parse("SendConfirmationMail:boolean ExcludeConferenceInformation:boolean ClientLanguage"));
        var request = new TmsRequest(operation.Name, reader.Read(call.Body, operation.Parameters), caller);
        if (operation.NeedsSession && world.Options.ApiVersion >= VersionHeader.SessionsSince)
            header = header with { Session = world.Sessions.Take(header.Session) };
        object? result;
        lock (world.Lock)
            result = operation.Service == TmsNames.Booking ? _booking.Call(request) : _setup.Call(request);
        var body = new XElement(operation.Service + $"{operation.Name}Response");
        if (operation.Result is { } type)
        {
            var writer = new ContractWriter(Math.Min(header.ClientVersion, world.Options.ApiVersion));
            body.Add(writer.Shape(new XElement(operation.Service + $"{operation.Name}Result", Content(result!)), type));
        }
        return (header.Write(operation.Service, operation.Name == "GetDefaultConference" && world.Options.TellsVersion ? world.Options.ApiVersion : null), body);
    }

    private static object Content(object result) => result switch
    {
        XElement element => element.Nodes(),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => result,
    };
}
