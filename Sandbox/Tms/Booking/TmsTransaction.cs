using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>One change.</summary>
/// <param name="Id">Number, from 1 on.</param>
/// <param name="ConferenceId">The conference.</param>
/// <param name="Source">Its external source.</param>
/// <param name="Key">Its external key.</param>
/// <param name="Slot">The occurrence; null for the whole.</param>
/// <param name="Kind">New, Updated or Deleted.</param>
/// <param name="UserId">Who did it.</param>
/// <param name="ParticipantIds">Participants' ids.</param>
internal sealed record TmsTransaction(
    long Id, int ConferenceId, string Source, string Key, Instant? Slot, string Kind, int UserId, IReadOnlyList<int> ParticipantIds);
