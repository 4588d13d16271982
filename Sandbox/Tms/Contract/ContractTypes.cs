namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>The complex types of both services, with their elements in the order of the wire.</summary>
internal static class ContractTypes
{
    private static readonly Dictionary<string, IReadOnlyList<ContractField>> s_types = new Dictionary<string, string>
    {
        ["Conference"] = """
            ConferenceId:int Title StartTimeUTC EndTimeUTC RecurrenceInstanceIdUTC RecurrenceInstanceType FirstOccurrenceRecInstanceIdUTC
            RecurrencePattern:RecurrencePattern OwnerId:long OwnerUserName OwnerFirstName OwnerLastName OwnerEmailAddress
            ConferenceType:ConferenceType Bandwidth:Bandwidth PictureMode:PictureMode Encrypted:YesNoIfPossible DataConference:YesNoIfPossible
            ShowExtendOption:ShowExtendOption Password BillingCode ISDNRestrict:boolean ExternalConference:ExternalConference EmailTo ConfBundleId
            ConfOwnerId ConferenceInfoText ConferenceInfoHtml UserMessageText ExternalSourceId ExternalPrimaryKey
            DetachedFromExternalSourceId@13 DetachedFromExternalPrimaryKey@13 Participants:ArrayOfParticipant RecordedConferenceUri
            WebConferencePresenterUri WebConferenceAttendeeUri ISDNBandwidth:BandwidthHolder IPBandwidth:BandwidthHolder ConferenceLanguage
            ConferenceTimeZoneRules:ArrayOfTimeZoneRule@11 ConferenceState:ConferenceState@13 Version:integer@13 Location@22 Invitees@22
            SecretCode@22 MeetingSource@22 PrivacyFlag@22 JoinUri@22 JoinUrl@22 IsRecordingEnabled:boolean@22 TransactionId:long@13
            """,
        ["RecurrencePattern"] = """
            FrequencyType:FrequencyType Interval:int DaysOfWeek:ArrayOfDayOfWeek FirstDayOfWeek:DayOfWeek BySetPosition:int ByMonthDay:integer@13
            PatternEndType:PatternEndType PatternEndDateUTC FirstOccurrenceRecInstanceIdUTC PatternInstances:int Exceptions:ArrayOfRecurrenceException
            """,
        ["RecurrenceException"] = """
            ExceptionType:ExceptionType RecurrenceIdUTC RecurrenceIdRange:RecurrenceIdRange ModifiedMask:int ModifiedData:Conference
            """,
        ["Participant"] = "ParticipantId:int NameOrNumber EmailAddress@13 ParticipantCallType:ParticipantCallType",
        ["TimeZoneRule"] = """
            ValidFrom:dateTime Id DisplayName BaseOffsetInMinutes:int Daylight:TimeChange DaylightOffsetInMinutes:int Standard:TimeChange
            """,
        ["TimeChange"] = "ChangeSecondAtDay:int AbsoluteRule:AbsoluteRule RelativeRule:RelativeRule",
        ["AbsoluteRule"] = "Month:int DayOfMonth:int",
        ["RelativeRule"] = "Month:int DayOfTheWeek:int WeekOfTheMonthIndex:int",
        ["ExternalConference"] = "WebEx:WebEx ExternallyHosted:ExternallyHosted WebExState:WebExState",
        ["ExternallyHosted"] = "DialString",
        ["WebExState"] = "WebExInstanceType",
        ["WebEx"] = """
            MeetingKey SipUrl ElementsToExclude MeetingPassword JoinMeetingUrl HostMeetingUrl HostKey JoinBeforeHostTime Telephony:Telephony
            TmsShouldUpdateMeeting:boolean SiteUrl UsePstn:boolean OwnedExternally:boolean Warnings Errors
            """,
        ["Telephony"] = "LocalCallInTollNumber LocalCallInTollFreeNumber GlobalCallInNumberUrl PstnDialInNumber DtmfSequence ParticipantAccessCode",
        ["BandwidthHolder"] = "Bandwidth:Bandwidth",
        ["ConferenceState"] = "Status:ConferenceStatus",
        ["SaveConferenceResult"] = "Conference:Conference",
        ["Transaction"] = "TransactionId:int ConferenceId:int TransType:TransactionType PerformedByUserId:int ParticipantIds",
        ["ConferenceTransaction"] = """
            TransactionId:long ExternalSourceId ExternalPrimaryKey RecurrenceInstanceIdUTC TransType:TransactionType PerformedByUserId:int ParticipantIds
            """,
        ["ConferenceMail"] = "ContentType:ContentType MailContent MailSubject",
        ["TypedMailMessage"] = "MessageType:MessageType Message:Message",
        ["Message"] = "Lines:ArrayOfString",
        ["RecordingDevice"] = "Name Aliases:ArrayOfAliasInfo",
        ["AliasInfo"] = "SystemId:int AliasId",
        ["TMSSystem"] = """
            SystemId:long SystemName Contact Manufacturer Description SystemType NetworkAddress Location ISDNNumber QNumber WebInterfaceURL SIPUri
            H323Id E164Alias TimeZone SystemCategory:SystemCategory SystemStatus:SystemStatus
            """,
        ["SystemCategory"] = "systemCategory:systemCategory",
        ["SystemStatus"] = "systemStatus:systemStatus",
        ["User"] = "DisplayName EmailAddress FirstName LastName UserName IsHiddenUser:boolean TimeZone:UserTimeZone",
        ["UserTimeZone"] = "TimezoneName StartTimeDTS EndTimeDTS GMTOffset",
        ["Language"] = "Name CultureInfo",
        ["ArrayOfString"] = "string:string*",
        ["ArrayOfDayOfWeek"] = "DayOfWeek:DayOfWeek*",
    }.ToDictionary(type => type.Key, type => ContractField.Parse(type.Value));

    public static IEnumerable<string> Names => s_types.Keys;

    /// <summary>The elements of a type; null for a simple type. <c>ArrayOfX</c> holds any number of X.</summary>
    public static IReadOnlyList<ContractField>? Find(string type) =>
        s_types.TryGetValue(type, out var fields) ? fields
        : type.StartsWith("ArrayOf", StringComparison.Ordinal) ? [new ContractField(type["ArrayOf".Length..], type["ArrayOf".Length..], true, 0)]
        : null;
}
