using Microsoft.Extensions.Options;

namespace HybridCalendar.Connector.Tms;

/// <summary>Stops the start on a wrong setting and names it.</summary>
internal sealed class TmsOptionsValidator : IValidateOptions<TmsOptions>
{
    public ValidateOptionsResult Validate(string? name, TmsOptions options)
    {
        var errors = Check(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Check(TmsOptions options)
    {
        if (options.Url is not { IsAbsoluteUri: true, Scheme: "https", Query: "", Fragment: "" })
            yield return "Tms:Url must be TMS's address with https, such as https://tms.example.com: meetings and the account's password cross the network only encrypted.";
        if (string.IsNullOrWhiteSpace(options.UserName) || options.Password.Length == 0)
            yield return "Tms:UserName and Tms:Password must be those of a domain account that may book in TMS.";
        if (options.TrustedAuthorities is { } file && !File.Exists(file))
            yield return "Tms:TrustedAuthorities names a file that is not there.";
        if (string.IsNullOrWhiteSpace(options.SourceId) || options.SourceId.Length > 100)
            yield return "Tms:SourceId must have 1 to 100 characters.";
        if (options.LowestApiVersion is < 14)
            yield return "Tms:LowestApiVersion must be at least 14: older interfaces of TMS cannot book what is asked here.";
        if (options.ApiVersion < options.LowestApiVersion)
            yield return "Tms:ApiVersion must be at least Tms:LowestApiVersion.";
        if (options.BookingWindowDays is < 1 or > 3650)
            yield return "Tms:BookingWindowDays must be between 1 and 3650.";
        if (options.ParallelCalls is < 1 or > 16)
            yield return "Tms:ParallelCalls must be between 1 and 16.";
        if (options.CallTimeout < TimeSpan.FromSeconds(1) || options.CallTimeout > TimeSpan.FromMinutes(15))
            yield return "Tms:CallTimeout must be between 00:00:01 and 00:15:00.";
        if (options.MostDialInPlaces is < 2 or > 100)
            yield return "Tms:MostDialInPlaces must be between 2 and 100.";
        if (options.Telephony.Any(phone => string.IsNullOrWhiteSpace(phone.Number)))
            yield return "Tms:Telephony: each entry must have a Number.";
    }
}
