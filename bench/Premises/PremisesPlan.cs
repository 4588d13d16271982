namespace HybridCalendar.Bench.Premises;

/// <summary>What to measure.</summary>
/// <param name="Users">Schedulers.</param>
/// <param name="Rooms">Rooms, each with a system of TMS.</param>
/// <param name="Meetings">Meetings scheduled as fast as Office 365 takes them.</param>
/// <param name="CallMs">How long TMS takes for a call, in milliseconds.</param>
/// <param name="PerMinute">Changes a minute afterwards; the peak hour of a day.</param>
/// <param name="Length">For how long.</param>
internal sealed record PremisesPlan(int Users, int Rooms, int Meetings, int CallMs, int PerMinute, TimeSpan Length);
