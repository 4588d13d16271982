using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Conferences;

/// <summary>A <see cref="Instant"/> such as <c>2026-05-06T09:00:00Z</c>.</summary>
public sealed class InstantJson() : PatternJson<Instant>(InstantPattern.ExtendedIso, "2026-05-06T09:00:00Z");
