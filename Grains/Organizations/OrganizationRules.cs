using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Grains.Organizations;

/// <summary>Limits of an organization's settings.</summary>
public static class OrganizationRules
{
    /// <summary>What a person has to change before the settings can be taken; null when nothing.</summary>
    public static string? FindProblem(OrganizationSettings settings) => settings switch
    {
        { StartBufferMinutes: < 0 or > 180 } => "startBufferMinutes must be 0 to 180.",
        { EndBufferMinutes: < 0 or > 180 } => "endBufferMinutes must be 0 to 180.",
        { HorizonMonths: < 1 or > 59 } => "horizonMonths must be 1 to 59, or null for no limit.",
        { DailyHorizonMonths: > 59 } => "dailyHorizonMonths must be 59 at most, or null for no limit.",
        _ when settings.DailyHorizonMonths < settings.HorizonMonths => "dailyHorizonMonths must not be less than horizonMonths.",
        { DeviceDays: < 1 or > 365 } => "deviceDays must be 1 to 365.",
        { WebexAction: KeywordAction.Tms } => "webexAction cannot be tms: only @meet can book through TMS.",
        _ when !Enum.IsDefined(settings.WebexAction) || !Enum.IsDefined(settings.MeetAction) => "A keyword's action is unknown.",
        _ when !Enum.IsDefined(settings.TitleMasking) => "titleMasking must be none, private or all.",
        _ when !JoinBlockTexts.Languages.Contains(settings.DefaultLanguage) => "defaultLanguage must be en or bg.",
        _ when settings.ForcedLanguage is { } forced && !JoinBlockTexts.Languages.Contains(forced) => "forcedLanguage must be en, bg or absent.",
        _ => FindTextProblem(settings),
    };

    private static string? FindTextProblem(OrganizationSettings settings)
    {
        foreach (var (language, text) in settings.BlockTexts)
        {
            if (!JoinBlockTexts.Languages.Contains(language))
                return $"blockTexts: the join block is not written in '{language}'; use en or bg.";
            if (text.Header.Length > JoinBlock.MaxCustomLength || text.Footer.Length > JoinBlock.MaxCustomLength)
                return $"blockTexts: header and footer for '{language}' may have {JoinBlock.MaxCustomLength} characters each.";
        }
        return null;
    }
}
