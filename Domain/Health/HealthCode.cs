namespace HybridCalendar.Domain.Health;

/// <summary>What can stop buttons at a mailbox. Stored and told by the API: names and values never change.</summary>
public enum HealthCode
{
    /// <summary>The application may not use the mailbox.</summary>
    AccessDenied = 0,

    /// <summary>There is no cloud mailbox behind the address.</summary>
    MailboxNotEnabled = 1,

    /// <summary>Nobody knows the address.</summary>
    MailboxNotFound = 2,

    /// <summary>The application's own credentials are not accepted.</summary>
    CredentialsRefused = 3,

    /// <summary>Graph rejects what we ask.</summary>
    RequestRejected = 4,

    /// <summary>The mailbox is another workspace's too.</summary>
    MailboxShared = 5,

    /// <summary>Single meetings cannot be processed.</summary>
    MeetingsFail = 6,

    /// <summary>Graph makes no subscription: it cannot reach the gateway.</summary>
    NotSubscribed = 7,

    /// <summary>The application may not read the settings of the mailbox.</summary>
    SettingsDenied = 8,

    /// <summary>Single devices cannot be told what to show.</summary>
    DevicesFail = 9,

    /// <summary>The room's copies lose their text (DeleteComments).</summary>
    TextRemoved = 10,

    /// <summary>The room's copies have the organizer's name as title (DeleteSubject, AddOrganizerToSubject).</summary>
    TitleReplaced = 11,

    /// <summary>Links are rewritten by mail protection, in a way that can be undone.</summary>
    LinksRewritten = 12,

    /// <summary>Links are rewritten by mail protection, and their target cannot be told.</summary>
    LinksHidden = 13,

    /// <summary>The room leaves invitations unanswered (AutomateProcessing).</summary>
    NotAnswered = 14,

    /// <summary>The room leaves invitations from outside unanswered (ProcessExternalMeetingMessages).</summary>
    ExternalNotAnswered = 15,

    /// <summary>The room accepts tentatively: somebody has to approve (AllBookInPolicy).</summary>
    AnsweredTentatively = 16,

    /// <summary>The room declines what lies beyond its booking window (BookingWindowInDays, EnforceSchedulingHorizon).</summary>
    DeclinedBeyondWindow = 17,

    /// <summary>Meetings of a user got no join details.</summary>
    JoinDetailsRefused = 20,

    /// <summary>A user's time zone in TMS is another than the mailbox's.</summary>
    TmsZoneDiffers = 21,

    /// <summary>The calendar has not been read for long, though nothing refuses it.</summary>
    NotRead = 22,

    /// <summary>Graph does not give parts of a calendar.</summary>
    PartsFail = 23,
}
