using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Conferences;

/// <summary>A <see cref="LocalDateTime"/> such as <c>2026-05-06T09:00:00</c>.</summary>
public sealed class LocalDateTimeJson() : PatternJson<LocalDateTime>(LocalDateTimePattern.ExtendedIso, "2026-05-06T09:00:00");
