namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>Text that does not compress: PostgreSQL would make a long key of one letter a short one.</summary>
internal static class LongText
{
    /// <param name="length">In characters.</param>
    /// <param name="first">The first character that may come.</param>
    /// <param name="last">The last one.</param>
    public static string Make(int length, char first = '0', char last = 'z')
    {
        var random = new Random(length);
        return string.Create(length, random, (text, chance) =>
        {
            foreach (ref var letter in text)
                letter = (char)chance.Next(first, last + 1);
        });
    }
}
