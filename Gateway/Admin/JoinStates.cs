using HybridCalendar.Grains.Series;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What lists say of how far a meeting is with its join details.</summary>
internal static class JoinStates
{
    public static string Words(AdminTexts texts, SeriesJoinState state) => state switch
    {
        SeriesJoinState.Ready => texts["meetings.ready"],
        SeriesJoinState.Pending => texts["meetings.pending"],
        SeriesJoinState.Failed => texts["meetings.failed"],
        SeriesJoinState.BeyondHorizon => texts["meetings.far"],
        _ => texts["meetings.nothing"],
    };
}
