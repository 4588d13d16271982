using HybridCalendar.Clients.Json;

namespace HybridCalendar.Clients.Webex;

/// <summary>Reads join details from the three shapes in which Webex gives them.</summary>
internal static class JoinDetailsReader
{
    public static MeetingJoinDetails ReadMeeting(LenientObject meeting) => new()
    {
        MeetingId = meeting.String("id"),
        JoinLink = meeting.String("webLink"),
        SipAddress = meeting.String("sipAddress"),
        MeetingNumber = meeting.String("meetingNumber"),
        Password = meeting.String("password"),
        VideoPassword = meeting.String("phoneAndVideoSystemPassword"),
        Phones = ReadPhones(meeting.Object("telephony")),
    };

    public static MeetingJoinDetails ReadPersonalRoom(LenientObject room) => new()
    {
        JoinLink = room.String("personalMeetingRoomLink"),
        SipAddress = room.String("sipAddress"),
        MeetingNumber = room.Object("telephony").String("accessCode"),
        Phones = ReadPhones(room.Object("telephony")),
    };

    public static MeetingJoinDetails ReadSpace(LenientObject info, string spaceId) => new()
    {
        SpaceId = spaceId,
        JoinLink = info.String("meetingLink"),
        SipAddress = info.String("sipAddress"),
        MeetingNumber = info.String("meetingNumber"),
        Phones =
        [
            .. Phone(info.String("callInTollNumber"), isTollFree: false),
            .. Phone(info.String("callInTollFreeNumber"), isTollFree: true),
        ],
    };

    private static List<PhoneNumber> ReadPhones(LenientObject telephony)
    {
        var phones = new List<PhoneNumber>();
        foreach (var number in telephony.Objects("callInNumbers"))
        {
            if (number.String("callInNumber") is { Length: > 0 } digits)
                phones.Add(new PhoneNumber(number.String("label") ?? "", digits, number.String("tollType") == "tollFree"));
        }
        return phones;
    }

    private static IEnumerable<PhoneNumber> Phone(string? number, bool isTollFree) =>
        string.IsNullOrEmpty(number) ? [] : [new PhoneNumber("", number, isTollFree)];
}
