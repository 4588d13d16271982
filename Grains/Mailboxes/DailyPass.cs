using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Each mailbox is read whole once a day, at a time of day of its own: many mailboxes spread over the day.</summary>
public static class DailyPass
{
    /// <summary>After a downtime many mailboxes are due at once: they are read within this time, and meanwhile look for changes as always.</summary>
    public static readonly TimeSpan MakeUpTime = TimeSpan.FromHours(1);

    private const int SecondsADay = 24 * 60 * 60;

    /// <summary>The last time at which the mailbox was to be read whole. One that was missed is still due.</summary>
    /// <param name="mailboxKey">Key of the mailbox grain.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset LastDue(string mailboxKey, DateTimeOffset now)
    {
        var second = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(mailboxKey))) % SecondsADay;
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddSeconds(second);
        return today <= now ? today : today.AddDays(-1);
    }

    /// <summary>When the mailbox is to be read whole: at once when it was never read, or its time has just come; else at some time within an hour.</summary>
    /// <param name="mailboxKey">Key of the mailbox grain.</param>
    /// <param name="lastRead">When it was read whole; null when it has to be now.</param>
    /// <param name="planned">When it was to be by an earlier look; null when none was late.</param>
    /// <param name="now">Now.</param>
    /// <param name="usualDelay">How late it is noticed at most when nothing is wrong.</param>
    /// <param name="jitter">Spreads those that are late.</param>
    /// <returns>Null when it is not due.</returns>
    public static DateTimeOffset? Begin(string mailboxKey, DateTimeOffset? lastRead, DateTimeOffset? planned, DateTimeOffset now, TimeSpan usualDelay, Jitter jitter)
    {
        var due = LastDue(mailboxKey, now);
        return lastRead is null ? now
            : lastRead >= due ? null
            : now - due <= usualDelay ? now
            : planned ?? now + jitter.Within(MakeUpTime);
    }
}
