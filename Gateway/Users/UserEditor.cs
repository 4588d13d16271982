using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>Sets users up, for the API and the pages alike.</summary>
internal static class UserEditor
{
    /// <summary>Checks the settings and saves them over whatever is there.</summary>
    /// <returns>What is wrong; nothing is saved then.</returns>
    public static async Task<Problems> SaveAsync(IUserGrain user, UserSettings settings, AuditTrail trail) => (await SaveAsync(user, settings, read: null, trail)).Problems;

    /// <summary>Checks the settings and saves them.</summary>
    /// <param name="user">The user.</param>
    /// <param name="settings">All that is to hold.</param>
    /// <param name="read">The settings that these were made from, which must still hold; null to overwrite whatever is there.</param>
    /// <param name="trail">Gets what was changed.</param>
    public static async Task<UserSave> SaveAsync(IUserGrain user, UserSettings settings, UserSettings? read, AuditTrail trail)
    {
        var room = settings.PersonalRoomLink is { } link ? WebexNames.ReadPersonalRoom(link) : null;
        var problems = new Problems()
            .RequireName(settings.DisplayName)
            .RequireSite(settings.PreferredSite, "preferredSite")
            .Require(settings.PersonalRoomLink is null || room is not null, "personalRoomLink", WebexNames.RoomRule)
            .RequireLanguage(settings.Language, "language");
        if (problems.Any)
            return new UserSave(problems);
        settings = settings with { PersonalRoomLink = room };
        trail.Note(read ?? await user.GetSettings(), settings);
        if (read is not null)
            return new UserSave(problems, IsStale: !await user.ConfigureFrom(read, settings));
        await user.Configure(settings);
        return new UserSave(problems);
    }
}
