using System.Globalization;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Makes meeting numbers and passwords, the same for the same seed and order.</summary>
internal sealed class WebexNumbers(WebexSandboxOptions options)
{
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _given = [];
    private readonly Random _random = new(options.Seed);

    /// <summary>An 11-digit number that no meeting or space had before.</summary>
    public string MeetingNumber()
    {
        lock (_lock)
        {
            while (true)
            {
                var number = _random.NextInt64(24_000_000_000, 28_000_000_000).ToString(CultureInfo.InvariantCulture);
                if (_given.Add(number)) return number;
            }
        }
    }

    public string Digits(int count)
    {
        lock (_lock) return string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));
    }

    public string Password()
    {
        lock (_lock) return string.Concat(Enumerable.Range(0, 11).Select(_ => PasswordLetters[_random.Next(PasswordLetters.Length)]));
    }
}
