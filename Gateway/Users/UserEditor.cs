using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>Sets users up, for the API and the pages alike.</summary>
internal static class UserEditor
{
    /// <summary>Somebody else may save in the same moment, and again in the next.</summary>
    private const int MostTries = 5;

    /// <summary>Checks and saves a part of the settings; what somebody else changes in the same moment stays.</summary>
    /// <param name="user">The user.</param>
    /// <param name="change">Makes all that is to hold from what holds. It is called again when somebody changed that.</param>
    /// <param name="trail">Gets what was changed.</param>
    public static async Task<UserSave> ChangeAsync(IUserGrain user, Func<UserSettings, UserSettings> change, AuditTrail trail)
    {
        for (var tries = 1; ; tries++)
        {
            var read = await user.GetSettings();
            var save = await SaveAsync(user, change(read), read, trail);
            if (!save.IsStale || tries == MostTries)
                return save;
            trail.Undone();
        }
    }

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
