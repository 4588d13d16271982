using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace HybridCalendar.Gateway.Panel;

/// <summary>The panel's words in one language. <c>{0}</c> stands for what is put in: a time, a room, an address.</summary>
public sealed record PanelTexts
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly PanelTexts English = new()
    {
        Language = "en",
        FreeUntil = "Free until {0}",
        FreeToday = "Free for the rest of the day",
        BusyUntil = "In use until {0}",
        BusyToday = "In use for the rest of the day",
        StartsAt = "Starts at {0}",
        Join = "Join",
        JoinMeeting = "Join {0}",
        Calling = "Calling {0}\u00a0…",
        Opened = "The meeting was opened in a new window.",
        Close = "Close",
        Today = "Today",
        NoMeetings = "No meetings today",
        AllDay = "All day",
        NoVideo = "No video address",
        Connecting = "Connecting\u00a0…",
        Reconnecting = "No connection. Reconnecting\u00a0…",
        ActivateTitle = "Link this panel",
        ActivateHint = "Type the activation code that your administrator made for this device.",
        Code = "Activation code",
        Activate = "Link",
        WrongCode = "The code is wrong, used or expired.",
        TooManyTries = "Too many tries. Wait a minute.",
        NoAnswer = "The server does not answer. Try again.",
        NeedsScript = "This page needs JavaScript.",
    };

    public static readonly PanelTexts Bulgarian = new()
    {
        Language = "bg",
        FreeUntil = "Свободна до {0}",
        FreeToday = "Свободна до края на деня",
        BusyUntil = "Заета до {0}",
        BusyToday = "Заета до края на деня",
        StartsAt = "Започва в {0}",
        Join = "Присъединяване",
        JoinMeeting = "Присъединяване към {0}",
        Calling = "Свързване с {0}\u00a0…",
        Opened = "Срещата е отворена в нов прозорец.",
        Close = "Затваряне",
        Today = "Днес",
        NoMeetings = "Днес няма срещи",
        AllDay = "Цял ден",
        NoVideo = "Няма видео адрес",
        Connecting = "Свързване\u00a0…",
        Reconnecting = "Няма връзка. Нов опит\u00a0…",
        ActivateTitle = "Свързване на панела",
        ActivateHint = "Въведете кода за активиране, създаден от администратора за това устройство.",
        Code = "Код за активиране",
        Activate = "Свързване",
        WrongCode = "Кодът е грешен, използван или изтекъл.",
        TooManyTries = "Твърде много опити. Изчакайте минута.",
        NoAnswer = "Сървърът не отговаря. Опитайте отново.",
        NeedsScript = "Страницата се нуждае от JavaScript.",
    };

    public required string Language { get; init; }
    public required string FreeUntil { get; init; }
    public required string FreeToday { get; init; }
    public required string BusyUntil { get; init; }
    public required string BusyToday { get; init; }
    public required string StartsAt { get; init; }
    public required string Join { get; init; }
    public required string JoinMeeting { get; init; }
    public required string Calling { get; init; }
    public required string Opened { get; init; }
    public required string Close { get; init; }
    public required string Today { get; init; }
    public required string NoMeetings { get; init; }
    public required string AllDay { get; init; }
    public required string NoVideo { get; init; }
    public required string Connecting { get; init; }
    public required string Reconnecting { get; init; }
    public required string ActivateTitle { get; init; }
    public required string ActivateHint { get; init; }
    public required string Code { get; init; }
    public required string Activate { get; init; }
    public required string WrongCode { get; init; }
    public required string TooManyTries { get; init; }
    public required string NoAnswer { get; init; }
    public required string NeedsScript { get; init; }

    /// <summary>The language that a browser likes best among those we write, else English.</summary>
    public static PanelTexts For(IEnumerable<StringWithQualityHeaderValue> accepted) =>
        accepted.Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Find(language.Value.Value ?? ""))
            .FirstOrDefault(found => found is not null) ?? English;

    /// <summary>For the page's script.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    private static PanelTexts? Find(string tag) => tag.Split('-')[0].ToLowerInvariant() switch
    {
        "bg" => Bulgarian,
        "en" => English,
        _ => null,
    };
}
