using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Conferences;

/// <summary>A <see cref="LocalDate"/> such as <c>2026-05-06</c>.</summary>
public sealed class LocalDateJson() : PatternJson<LocalDate>(LocalDatePattern.Iso, "2026-05-06");
