namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The site at nine tomorrow morning: a meeting that moves by an hour stays on its day.</summary>
public sealed class PremisesMorning() : PremisesSite(new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(9), TimeSpan.Zero));
