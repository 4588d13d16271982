using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Each mailbox is read whole once a day, at a time of day of its own: many mailboxes spread over the day.</summary>
public static class DailyPass
{
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
}
