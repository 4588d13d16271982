namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>What a keyword asks Webex for.</summary>
internal enum OwnMeeting
{
    PersonalRoom,
    Space,
    OneTime,
}
