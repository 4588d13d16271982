using Microsoft.Extensions.Options;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Refuses settings that are allowed each by itself, and together lose subscriptions.</summary>
internal sealed class MailboxOptionsValidator : IValidateOptions<MailboxOptions>
{
    /// <summary>A renewal becomes due at half of a life and is made with the next look; as much is left for those that fail at first.</summary>
    private const int LooksInALife = 4;

    public ValidateOptionsResult Validate(string? name, MailboxOptions options)
    {
        var life = options.RequestedLifetime;
        return options.ReconcilePeriod <= life / LooksInALife
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Mailboxes:ReconcilePeriod is {options.ReconcilePeriod} and must be at most a quarter of the {life} that subscriptions last "
                + $"(Mailboxes:SubscriptionLifetime is {options.SubscriptionLifetime}; with an encryption certificate they last a day at most): "
                + "a subscription is renewed when its mailbox is looked at.");
    }
}
