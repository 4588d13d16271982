namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>A row of Booking &gt; List Conferences. Times are UTC.</summary>
internal sealed record ListedConference(int Id, string Title, DateTimeOffset Start, DateTimeOffset End, string Status, string Participants, string ExternalService);
