namespace HybridCalendar.Sandbox.Tms.Contract;

/// <summary>The enums of both services, as they are spelled on the wire, each value with the first API version that knows it.</summary>
internal static class ContractEnums
{
    public const string Default = "Default";

    private static readonly Dictionary<string, IReadOnlyDictionary<string, int>> s_enums = new Dictionary<string, string>
    {
        ["ConferenceType"] = "Reservation Only|Automatic Call Launch|Manual Call Launch|Default|Ad-Hoc conference|One Button To Push|No Connect@20",
        ["ConferenceStatus"] = "All|AllExceptDeleted|Pending|Ongoing|Finished|PendingAndOngoing|MeetingRequest|Rejected|NotSaved|Defective@14|Deleted",
        ["BookingMode"] = "Strict|BestEffortForced",
        ["TransactionType"] = "New|Updated|Deleted|ListIncomplete",
        ["ParticipantCallType"] =
            "TMS|IP Video <-|IP Tel <-|ISDN Video <-|Telephone <-|IP Video ->|IP Tel ->|ISDN Video ->|Telephone ->|Directory|User|SIP <-|SIP ->|"
            + "3G <-|3G ->|TMS Master Participant|SIP Tel <-@20|SIP Tel ->@20",
        ["FrequencyType"] = "Daily|DailyWeekday|Weekly|Monthly|Yearly|Secondly|Minutely|Hourly|Default",
        ["PatternEndType"] = "EndByDate|EndByInstances|EndNever|Default",
        ["PictureMode"] = "Continuous Presence|Enhanced CP|Voice Switched|Default",
        ["YesNoIfPossible"] = "Yes|No|If Possible|Default",
        ["ShowExtendOption"] = "Yes|No|Default|AutomaticBestEffort",
        ["Bandwidth"] =
            "1b/64kbps|2b/128kbps|3b/192kbps|4b/256kbps|5b/320kbps|6b/384kbps|8b/512kbps|12b/768kbps|18b/1152kbps|23b/1472kbps|30b/1920kbps|"
            + "32b/2048kbps|48b/3072kbps|64b/4096kbps|7b/448kbps@11|40b/2560kbps@11|96b/6144kbps@11|Max|6000kbps@11|12000kbps@20|16000kbps@20|20000kbps@20|Default",
        ["DayOfWeek"] = "Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday",
        ["ExceptionType"] = "ADD|MODIFY|DELETE",
        ["RecurrenceIdRange"] = "None|ThisAndFuture|ThisAndPrior|Default",
        ["ContentType"] = "PlainText|Html",
        ["MessageType"] = "Information|Warning|Error",
        ["systemCategory"] = "Endpoint|Equipment|Room|Recording",
        ["systemStatus"] = "Alive|Idle|InCall|NoResponse|Unknown",
    }.ToDictionary(one => one.Key, one => (IReadOnlyDictionary<string, int>)one.Value.Split('|').Select(Parse).ToDictionary());

    public static IEnumerable<string> Names => s_enums.Keys;

    /// <summary>The values of an enum with the version that brought each; null when there is no such enum.</summary>
    public static IReadOnlyDictionary<string, int>? Find(string type) => s_enums.GetValueOrDefault(type);

    private static KeyValuePair<string, int> Parse(string value)
    {
        var parts = value.Split('@');
        return new(parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
    }
}
