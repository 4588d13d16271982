using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>The operations of the booking service. Whoever calls holds the world's lock.</summary>
internal sealed class BookingService(TmsWorld world)
{
    private readonly BookingReads _reads = new(world);
    private readonly BookingMails _mails = new(world);

    private static readonly XNamespace s_ns = TmsNames.Booking;

    /// <summary>An element whose content is the result, the elements of an array, or a value; null for none.</summary>
    public object? Call(TmsRequest request)
    {
        var (arguments, caller) = (request.Arguments, request.Caller);
        switch (request.Name)
        {
            case "GetDefaultConference":
                return world.Shape.Default(caller);
            case "GetConferencesForSystems":
                return _reads.ForSystems(arguments);
            case "GetConferencesForUser":
                return _reads.ForUser(arguments, caller);
            case "GetConferenceById":
                return _reads.ById(arguments, caller);
            case "GetRecurrentConferenceById":
                return _reads.SeriesById(arguments, caller, fromFirstPending: false);
            case "GetRecurrentConferenceByIdWithFirstOngoingOrPendingStartTime":
                return _reads.SeriesById(arguments, caller, fromFirstPending: true);
            case "GetConferenceIdByExternalId":
                return _reads.ByKey(arguments, caller).Instance.Id;
            case "GetConferenceByExternalId":
                return world.Shape.OfBooking(_reads.ByKey(arguments, caller).Booking);
            case "GetConferenceInstanceByExternalId":
                var (owner, found) = _reads.ByKey(arguments, caller);
                return world.Shape.OfInstance(owner, found);
            case "GetTransactionsSince":
                return _reads.Transactions(arguments.Number("CurrentTransactionId"));
            case "GetTransactionsSinceWithExternalId":
                return _reads.KeyedTransactions(arguments.Number("CurrentTransactionId"));
            case "GetRecordingAliases":
                return Array.Empty<XElement>();
            case "GetTimeZoneRulesById":
                return TimeZoneList.RulesOf(arguments.Text("idString"), world.Time);
            case "GetConferenceInviteMail":
                return _mails.Invitation(arguments, _reads.ByKey(arguments, caller).Booking);
            case "GetConferenceBookingEventMail":
                return BookingMails.Event(arguments);
            case "EndConferenceById":
                var running = _reads.Required(arguments);
                world.Ends.End(running.Booking, running.Instance, caller);
                return null;
            case "EndConferenceByExternalId":
                var (booking, instance) = _reads.ByKey(arguments, caller);
                world.Ends.End(booking, instance, caller);
                return null;
            default:
                return request.Name.StartsWith("Delete", StringComparison.Ordinal) ? Delete(request) : Save(request);
        }
    }

    private object? Delete(TmsRequest request)
    {
        var (arguments, caller) = (request.Arguments, request.Caller);
        switch (request.Name)
        {
            case "DeleteConferenceById":
                world.Ends.Delete(_reads.Required(arguments).Booking, caller);
                break;
            case "DeleteConferenceRecInstanceById":
                var (booking, instance) = _reads.Required(arguments);
                world.Ends.DeleteInstance(booking, instance, caller);
                break;
            case "DeleteConferenceByExternalId":
                world.Ends.Delete(_reads.ByKey(arguments, caller).Booking, caller);
                break;
            default:
                var one = _reads.ByKey(arguments, caller);
                world.Ends.DeleteInstance(one.Booking, one.Instance, caller);
                break;
        }
        return null;
    }

    private object Save(TmsRequest request)
    {
        var (arguments, caller) = (request.Arguments, request.Caller);
        // Without a mode it is strict, as it was before there were modes.
        var strict = arguments.Text("BookingMode") != "BestEffortForced";
        if (request.Name == "SaveConferences")
        {
            return arguments.Text("oneTransaction") is "true" or "1"
                ? world.Desk.SaveAll(arguments.Each("Conferences"), caller).Select(booking => world.Shape.OfBooking(booking)).ToList()
                : throw TmsFault.Unspecified("Only oneTransaction is supported.");
        }
        var asked = arguments.Child("Conference") ?? throw TmsFault.Unspecified("Conference is missing.");
        XElement saved;
        if (request.Name.StartsWith("SaveConferenceRecInstance", StringComparison.Ordinal))
        {
            var (booking, instance) = world.Desk.SaveInstance(asked, strict, caller);
            saved = world.Shape.OfInstance(booking, instance);
        }
        else
        {
            saved = world.Shape.OfBooking(world.Desk.Save(asked, strict, caller));
        }
        return request.Name.EndsWith("WithMode", StringComparison.Ordinal) ? new XElement(s_ns + "SaveConferenceResult", saved) : saved;
    }
}
