namespace HybridCalendar.Sandbox.Webex;

/// <summary>The phone part of join details. The numbers are from the range reserved for fiction.</summary>
internal static class WebexTelephony
{
    public const string TollNumber = "+1-408-555-0100";
    public const string TollFreeNumber = "+1-866-555-0100";

    public static object For(string accessCode, string globalNumbers) => new
    {
        accessCode,
        callInNumbers = new[]
        {
            new { label = "US Toll", callInNumber = TollNumber, tollType = "toll" },
            new { label = "US Toll Free", callInNumber = TollFreeNumber, tollType = "tollFree" },
        },
        links = new[] { new { rel = "globalCallinNumbers", href = globalNumbers, method = "GET" } },
    };
}
