using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using NodaTime.Text;

namespace HybridCalendar.Domain.Bookings;

/// <summary>The whole list that a device holds: <c>Bookings Put</c> replaces what was there.</summary>
public sealed class BookingList
{
    // Cyrillic and other titles stay readable, yet nothing that a page could take for markup passes.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonEncodedText s_listName = JsonEncodedText.Encode("Bookings");

    private readonly Lazy<string> _json;
    private readonly Lazy<string> _hash;

    /// <summary>A list of these bookings, in this order.</summary>
    public BookingList(IReadOnlyList<Booking> bookings, IReadOnlyList<LeftOut>? leftOut = null)
    {
        Bookings = bookings;
        LeftOut = leftOut ?? [];
        _json = new(Write);
        _hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson()))));
    }

    /// <summary>The bookings of a list as <see cref="ToJson"/> wrote it. What stands in no row is missing: their event, and why there is no button.</summary>
    /// <param name="json">The list.</param>
    /// <param name="findRule">The rule that found what a booking dials, by its id; null for a booking without a button.</param>
    public static IReadOnlyList<Booking> Read(string json, Func<string, string?> findRule)
    {
        using var list = JsonDocument.Parse(json);
        return [.. list.RootElement.GetProperty(s_listName.Value).EnumerateArray().Select(row => BookingRow.Read(row, findRule))];
    }

    /// <summary>The bookings by start.</summary>
    public IReadOnlyList<Booking> Bookings { get; }

    /// <summary>Meetings in the window that the device does not show.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; }

    /// <summary>Changes exactly when <see cref="ToJson"/> does: a device is pushed only then.</summary>
    public string Hash => _hash.Value;

    /// <summary>The JSON body of RoomOS <c>Bookings Put</c>; the same list always gives the same text.</summary>
    public string ToJson() => _json.Value;

    private string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartObject();
            json.WriteStartArray(s_listName);
            foreach (var booking in Bookings) Write(json, booking);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Booking booking)
    {
        json.WriteStartObject();
        json.WriteString("Id", booking.Id);
        json.WriteString("MeetingId", booking.MeetingId);
        json.WriteString("Title", booking.Title);
        json.WriteString("Privacy", booking.IsPrivate ? "Private" : "Public");
        json.WriteStartObject("Organizer");
        json.WriteString("Name", booking.OrganizerName);
        if (booking.OrganizerEmail.Length > 0) json.WriteString("Email", booking.OrganizerEmail);
        json.WriteEndObject();
        json.WriteStartObject("Time");
        json.WriteString("StartTime", InstantPattern.General.Format(booking.StartTime));
        json.WriteNumber("Duration", booking.DurationMinutes);
        json.WriteNumber("StartTimeBuffer", booking.StartBufferSeconds);
        json.WriteNumber("EndTimeBuffer", booking.EndBufferSeconds);
        json.WriteEndObject();
        json.WriteString("Number", booking.JoinTarget?.Address ?? "");
        json.WriteString("Protocol", booking.JoinTarget?.Protocol.ToString() ?? "None");
        json.WriteString("MeetingPlatform", booking.JoinTarget?.Platform.ToString() ?? "None");
        json.WriteEndObject();
    }
}
