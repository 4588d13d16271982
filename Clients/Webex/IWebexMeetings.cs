using NodaTime;

namespace HybridCalendar.Clients.Webex;

/// <summary>
/// Personal rooms, spaces and meetings of the Webex cloud. Methods throw <see cref="WebexException"/> for what Webex refused or
/// could not do now. The REST API has no idempotency key: what makes something takes a tag, and asks Webex for that tag first,
/// so that a call repeated after a crash returns what the first one made.
/// </summary>
public interface IWebexMeetings
{
    /// <summary>A user's personal room on the given site, else on the one that the user prefers in Webex, else on the default.</summary>
    /// <param name="userEmail">The user.</param>
    /// <param name="siteUrl">Host name of a site; null asks Webex for the preferred one.</param>
    /// <param name="defaultSiteUrl">Host name of the site for a user who prefers none, or of whom Webex does not tell; null takes the one of the options.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <returns>Null when there is no such user, or the user has no personal room there.</returns>
    Task<MeetingJoinDetails?> GetPersonalRoomAsync(
        string userEmail, string? siteUrl = null, string? defaultSiteUrl = null, CancellationToken cancel = default);

    /// <summary>
    /// A space and its meeting details, without members yet. Webex keeps one-to-one spaces apart and gives them no meeting details of
    /// their own, so a space is always a group space, also for two people.
    /// </summary>
    /// <param name="title">The space's name; Webex appends nothing. May be long: it is cut to what Webex accepts.</param>
    /// <param name="tag">Unique per meeting series, letters and digits only, at most 64; finds the space again.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task<MeetingJoinDetails> CreateSpaceAsync(string title, string tag, CancellationToken cancel = default);

    /// <summary>
    /// Takes people into a space; who is there already is skipped. Throws <see cref="WebexError.NotFound"/> when the space is gone.
    /// </summary>
    /// <param name="spaceId">From <see cref="MeetingJoinDetails.SpaceId"/>.</param>
    /// <param name="emails">One call each: give few at a time.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <returns>How many Webex refused, for instance because they are blocked from the organization.</returns>
    Task<int> AddMembersAsync(string spaceId, IReadOnlyCollection<string> emails, CancellationToken cancel = default);

    /// <summary>Makes a meeting, or returns the one that carries the request's tag already. Webex sends no mail about it.</summary>
    Task<MeetingJoinDetails> CreateMeetingAsync(OneTimeMeetingRequest request, CancellationToken cancel = default);

    /// <summary>
    /// Changes title, times and recurrence. New times cancel the exceptions of a series on the Webex side. A request whose start
    /// has passed changes the title only, and one without a recurrence leaves the recurrence: Webex takes nothing else.
    /// </summary>
    /// <returns>The details as they are now, or null when Webex no longer has the meeting.</returns>
    Task<MeetingJoinDetails?> UpdateMeetingAsync(string meetingId, OneTimeMeetingRequest request, CancellationToken cancel = default);

    /// <summary>Deletes a meeting without a mail; one that is already gone is fine.</summary>
    /// <param name="meetingId">From <see cref="MeetingJoinDetails.MeetingId"/>.</param>
    /// <param name="hostEmail">The meeting's host.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task DeleteMeetingAsync(string meetingId, string hostEmail, CancellationToken cancel = default);

    /// <summary>The meeting of a host that was made with the tag, or null.</summary>
    /// <param name="integrationTag">From <see cref="OneTimeMeetingRequest.IntegrationTag"/>; only the application that set it can find it.</param>
    /// <param name="hostEmail">The meeting's host.</param>
    /// <param name="first">The earliest start that it may have, give or take a day: Webex searches within a window only, by default one week.</param>
    /// <param name="last">The latest.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task<MeetingJoinDetails?> FindByTagAsync(string integrationTag, string hostEmail, Instant first, Instant last, CancellationToken cancel = default);
}
