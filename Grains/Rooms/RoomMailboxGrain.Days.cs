using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Rooms;

/// <content>Days that Graph never gives leave out themselves alone: devices show what they showed of them, and all others are read.</content>
internal sealed partial class RoomMailboxGrain
{
    /// <summary>How often the window is tried as a whole before the days are sought that are to blame.</summary>
    private const int MostTries = 3;
    private int _failedReads;

    private async Task<RoomRead> ReadAsync(RoomReader reader, string besides)
    {
        var mayLeaveOut = _failedReads >= MostTries - 1;
        try
        {
            var read = await reader.ReadAsync(Mail, State, Now, besides, ReadShownAsync, mayLeaveOut, _answers);
            _failedReads = 0;
            return read;
        }
        catch (Exception failure) when (!IsOfMailbox(failure))
        {
            _failedReads = mayLeaveOut ? 0 : _failedReads + 1;
            throw;
        }
    }

    protected override IEnumerable<HealthFinding> JudgeTroubles() =>
        Troubles.Judge(State.Troubled.RemoveRange(State.Troubled.Keys.Where(key => RoomDays.Find(key) is not null))).Concat(RoomDays.Judge(State.Troubled));
}
