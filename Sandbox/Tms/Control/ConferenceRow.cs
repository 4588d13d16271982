namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>A conference, or one occurrence of a series, as TMS has it.</summary>
/// <param name="Id">Conference id.</param>
/// <param name="Title">Title.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="Slot">Start as the series' pattern has it; null outside a series.</param>
/// <param name="IsException">Whether it differs from its series.</param>
/// <param name="Status">Pending, Ongoing, Finished, Defective or Deleted.</param>
/// <param name="Type">Conference type.</param>
/// <param name="Owner">Account of the owner.</param>
/// <param name="ExternalService">As List Conferences shows it.</param>
/// <param name="Source">External source id.</param>
/// <param name="Key">External primary key.</param>
/// <param name="DetachedFromKey">Key of the series that it was an occurrence of when that was edited.</param>
/// <param name="Address">What is dialled.</param>
/// <param name="Privacy">Private or Public; empty when nobody said.</param>
/// <param name="Version">Version of the conference.</param>
/// <param name="Systems">Ids of its systems.</param>
/// <param name="Participants">Names of all participants.</param>
/// <param name="Emails">Mail addresses of systems.</param>
internal sealed record ConferenceRow(
    int Id, string Title, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset? Slot, bool IsException, string Status, string Type, string Owner,
    string ExternalService, string Source, string Key, string DetachedFromKey, string Address, string Privacy, int Version,
    IReadOnlyList<int> Systems, IReadOnlyList<string> Participants, IReadOnlyList<string> Emails);
