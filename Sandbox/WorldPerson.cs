namespace HybridCalendar.Sandbox;

/// <summary>Somebody who schedules meetings.</summary>
/// <param name="Address">Mail address, also the Webex login.</param>
/// <param name="Name">First and last name.</param>
/// <param name="Locale">Language of the mailbox.</param>
/// <param name="TimeZone">Windows name, as Outlook writes it.</param>
public sealed record WorldPerson(string Address, string Name, string Locale, string TimeZone);
