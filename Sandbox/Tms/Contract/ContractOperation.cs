using System.Xml.Linq;

namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>An operation as the contract declares it.</summary>
/// <param name="Service">Namespace of its service.</param>
/// <param name="Name">Name of the request's element.</param>
/// <param name="Since">First API version that has it.</param>
/// <param name="NeedsSession">Whether it takes an API licence, and so a client session.</param>
/// <param name="Parameters">The request's elements.</param>
/// <param name="Result">Type of the result; null for none.</param>
internal sealed record ContractOperation(
    XNamespace Service, string Name, int Since, bool NeedsSession, IReadOnlyList<ContractField> Parameters, string? Result)
{
    public static IReadOnlyList<ContractOperation> All { get; } =
    [
        Booking("GetDefaultConference", "", "Conference"),
        Booking("GetConferencesForSystems", "SystemIds:int* StartTime:dateTime EndTime:dateTime ConferenceStatus:ConferenceStatus Legacy:boolean", "ArrayOfConference"),
        Booking("GetConferencesForUser", "UserName StartTime:dateTime EndTime:dateTime ConferenceStatus:ConferenceStatus", "ArrayOfConference"),
        Booking("GetConferenceById", "ConferenceId:int", "Conference"),
        Booking("GetRecurrentConferenceById", "ConferenceId:int", "Conference"),
        Booking("GetRecurrentConferenceByIdWithFirstOngoingOrPendingStartTime", "ConferenceId:int", "Conference"),
        Booking("GetConferenceIdByExternalId", "ExternalSourceId ExternalConferenceId RecurrenceIdUTC", "int"),
        Booking("GetConferenceByExternalId", "ExternalSourceId ExternalConferenceId", "Conference", since: 13),
        Booking("GetConferenceInstanceByExternalId", "ExternalSourceId ExternalConferenceId RecurrenceIdUTC", "Conference", since: 13),
        Booking("SaveConferenceWithMode", "Conference:Conference BookingMode:BookingMode", "SaveConferenceResult", since: 14, session: true),
        Booking("SaveConferenceRecInstanceWithMode", "Conference:Conference BookingMode:BookingMode", "SaveConferenceResult", since: 14, session: true),
        Booking("SaveConference", "Conference:Conference", "Conference", session: true),
        Booking("SaveConferenceRecInstance", "Conference:Conference", "Conference", session: true),
        Booking("SaveConferences", "Conferences:Conference* oneTransaction:boolean", "ArrayOfConference", session: true),
        Booking("EndConferenceById", "ConferenceId:int", null),
        Booking("EndConferenceByExternalId", "ExternalSourceId ExternalConferenceId RecurrenceIdUTC", null, since: 13),
        Booking("DeleteConferenceById", "ConferenceId:int", null),
        Booking("DeleteConferenceRecInstanceById", "ConferenceId:int", null),
        Booking("DeleteConferenceByExternalId", "ExternalSourceId ExternalConferenceId", null, since: 13),
        // The contract's own spelling.
        Booking("DeleteConferenceInstanceByExternaId", "ExternalSourceId ExternalConferenceId RecurrenceIdUTC", null, since: 13),
        Booking("GetTransactionsSince", "CurrentTransactionId:int SystemId@13", "ArrayOfTransaction", session: true),
        Booking("GetTransactionsSinceWithExternalId", "CurrentTransactionId:long", "ArrayOfConferenceTransaction", since: 13),
        Booking("GetRecordingAliases", "UserName", "ArrayOfRecordingDevice", session: true),
        Booking("GetConferenceInviteMail", "ExternalSourceId ExternalConferenceId RecurrenceIdUTC Messages:TypedMailMessage* ContentTypes:ContentType* Language", "ArrayOfConferenceMail", since: 13),
        Booking("GetConferenceBookingEventMail", "Conference:Conference Message:TypedMailMessage ContentTypes:ContentType* Language", "ArrayOfConferenceMail", since: 13),
        Booking("GetTimeZoneRulesById", "idString", "ArrayOfTimeZoneRule", since: 11),
        Setup("SetPrimarySystem", "primSys", "boolean"),
        Setup("GetUsers", "", "ArrayOfUser"),
        Setup("GetSystemsForUser", "", "ArrayOfTMSSystem"),
        Setup("GetSystems", "", "ArrayOfTMSSystem"),
        Setup("GetSystemById", "TMSSystemId:long", "TMSSystem"),
        Setup("IsAlive", "", "boolean"),
        Setup("IsTMSSiteAdmin", "", "boolean"),
        Setup("IsTMSServiceUser", "", "boolean"),
        Setup("IsTMSBookOnBehalfUser", "", "boolean"),
        Setup("IsBookOnBehalfOfUser", "User", "boolean", since: 13),
        Setup("IsLocalAdmin", "", "boolean"),
        Setup("GetConferenceLanguages", "", "ArrayOfLanguage", since: 13),
    ];

    private static ContractOperation Booking(string name, string parameters, string? result, int since = 0, bool session = false) =>
        new(TmsNames.Booking, name, since, session, ContractField.Parse(parameters), result);

    private static ContractOperation Setup(string name, string parameters, string result, int since = 0) =>
        new(TmsNames.RemoteSetup, name, since, false, ContractField.Parse(parameters), result);
}
