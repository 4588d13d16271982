using System.Collections.Immutable;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>What a meeting may be created and changed with; names that the API knows and this server does not act on are let through.</summary>
internal static class MeetingFields
{
    private static readonly string[] Changeable =
    [
        "title", "agenda", "password", "start", "end", "timezone", "recurrence", "enabledAutoRecordMeeting", "allowAnyUserToBeCoHost",
        "enabledJoinBeforeHost", "enableConnectAudioBeforeHost", "joinBeforeHostMinutes", "excludePassword", "publicMeeting", "reminderTime",
        "unlockedMeetingJoinSecurity", "sessionTypeId", "enabledWebcastView", "panelistPassword", "enableAutomaticLock", "automaticLockMinutes",
        "allowFirstUserToBeCoHost", "allowAuthenticatedDevices", "sendEmail", "hostEmail", "meetingOptions", "attendeePrivileges",
        "integrationTags", "enabledBreakoutSessions", "trackingCodes", "enabledAudioWatermark", "enabledVisualWatermark",
        "visualWatermarkOpacity", "audioConnectionOptions", "requireAttendeeLogin", "restrictToInvitees", "enabledLiveStream", "liveStream",
    ];

    public static readonly IReadOnlySet<string> OfPatch = Changeable.ToHashSet();

    public static readonly IReadOnlySet<string> OfCreate = Changeable.Concat(
        ["adhoc", "roomId", "templateId", "scheduledType", "invitees", "siteUrl", "registration", "simultaneousInterpretation", "breakoutSessions"])
        .ToHashSet();

    /// <summary>Checks the fields that both have.</summary>
    public static void CheckCommon(JsonFields body)
    {
        body.String("title", maxLength: 128, minLength: 1);
        body.String("agenda", maxLength: 1300);
        body.String("password", maxLength: 64);
        body.OneOf("unlockedMeetingJoinSecurity", "allowJoin", "allowJoinWithLobby", "blockFromJoin");
        body.Bool("sendEmail");
        body.Bool("allowAuthenticatedDevices");
        body.Bool("publicMeeting");
        body.Int("reminderTime", 0);
        var beforeHost = body.Bool("enabledJoinBeforeHost");
        if (body.Int("joinBeforeHostMinutes", 0, 15) is { } minutes)
        {
            if (minutes is not (0 or 5 or 10 or 15)) throw WebexProblem.BadRequest("joinBeforeHostMinutes must be one of 0, 5, 10, 15.");
            if (minutes > 0 && beforeHost == false) throw WebexProblem.BadRequest("joinBeforeHostMinutes needs enabledJoinBeforeHost.");
        }
        Tags(body);
    }

    public static ImmutableArray<string>? Tags(JsonFields body)
    {
        if (body.Array("integrationTags", maxItems: 3) is not { } tags) return null;
        return [.. tags.Select(t => t.ValueKind == System.Text.Json.JsonValueKind.String && t.GetString() is { Length: > 0 and <= 64 } tag
            ? tag
            : throw WebexProblem.BadRequest("Each of integrationTags must be a string of 1 to 64 characters."))];
    }

    public static ImmutableArray<string> Invitees(JsonFields body) =>
    [
        .. (body.Objects("invitees", maxItems: 1000) ?? []).Select(i =>
        {
            i.String("displayName", maxLength: 128);
            i.Bool("coHost");
            i.Bool("panelist");
            var email = i.RequiredString("email");
            return email.Contains('@', StringComparison.Ordinal) ? email : throw WebexProblem.BadRequest($"{i.Path("email")} is not an email address.");
        }),
    ];
}
