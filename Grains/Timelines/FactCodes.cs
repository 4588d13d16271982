namespace HybridCalendar.Grains.Timelines;

/// <summary>Kinds of facts. Stored and told by the API: they never change.</summary>
public static class FactCodes
{
    public const string Subscribed = "subscribed";
    public const string SubscriptionEnded = "subscriptionEnded";
    public const string SubscribedAnew = "subscribedAnew";
    public const string SubscriptionRefused = "subscriptionRefused";
    public const string DeviceTook = "deviceTook";
    public const string DeviceTookLate = "deviceTookLate";
    public const string DeviceLost = "deviceLost";
    public const string DeviceTookAgain = "deviceTookAgain";
    public const string DeviceRefused = "deviceRefused";
    public const string DeviceUnknown = "deviceUnknown";
    public const string DeviceBusy = "deviceBusy";
    public const string DeviceAway = "deviceAway";
    public const string DeviceAlertedLate = "deviceAlertedLate";
    public const string AlertGiven = "alertGiven";
    public const string AlertLate = "alertLate";
    public const string AlertUnheard = "alertUnheard";
    public const string AlertFailed = "alertFailed";
    public const string TmsAskedAgain = "tmsAskedAgain";
    public const string TmsLater = "tmsLater";
}
