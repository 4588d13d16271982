namespace HybridCalendar.Domain.Meetings;

/// <summary>Graph's <c>event.sensitivity</c>.</summary>
public enum Sensitivity
{
    Normal,
    Personal,
    Private,
    Confidential,
}
