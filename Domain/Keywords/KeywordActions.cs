namespace HybridCalendar.Domain.Keywords;

/// <summary>Decides what a keyword does.</summary>
public static class KeywordActions
{
    /// <summary>The modifier's action, else the organization's for the keyword.</summary>
    public static KeywordAction Resolve(KeywordMatch match, KeywordSettings settings) => match.Modifier switch
    {
        KeywordModifier.MyRoom => KeywordAction.PersonalRoom,
        KeywordModifier.Space => KeywordAction.Space,
        KeywordModifier.OneTime => KeywordAction.OneTimeMeeting,
        _ => match.Keyword == Keyword.Webex ? settings.Webex : settings.Meet,
    };
}
