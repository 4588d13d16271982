using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>Sets users up, for the API and the pages alike.</summary>
internal static class UserEditor
{
    /// <summary>Checks the settings and saves them.</summary>
    /// <returns>What is wrong; nothing is saved then.</returns>
    public static async Task<Problems> SaveAsync(IUserGrain user, UserSettings settings, AuditTrail trail)
    {
        var room = settings.PersonalRoomLink is { } link ? WebexNames.ReadPersonalRoom(link) : null;
        var problems = new Problems()
            .RequireName(settings.DisplayName)
            .RequireSite(settings.PreferredSite, "preferredSite")
            .Require(settings.PersonalRoomLink is null || room is not null, "personalRoomLink", WebexNames.RoomRule)
            .RequireLanguage(settings.Language, "language");
        if (problems.Any)
            return problems;
        settings = settings with { PersonalRoomLink = room };
        trail.Note(await user.GetSettings(), settings);
        await user.Configure(settings);
        return problems;
    }
}
