namespace HybridCalendar.Sandbox.Tms.Access;

/// <summary>A person or a service that TMS knows.</summary>
/// <param name="Id">Number.</param>
/// <param name="Domain">Windows domain, in capitals.</param>
/// <param name="Name">Account's name without its domain.</param>
/// <param name="Password">Null when nobody can sign in with it.</param>
/// <param name="DisplayName">First and last name.</param>
/// <param name="Email">Mail address.</param>
/// <param name="TimeZone">Windows id of the zone that TMS has for the user.</param>
/// <param name="BooksOnBehalf">May book for others and read everybody's conferences.</param>
public sealed record TmsUser(
    int Id, string Domain, string Name, string? Password, string DisplayName, string Email, string TimeZone, bool BooksOnBehalf = false)
{
    /// <summary><c>DOMAIN\name</c>.</summary>
    public string UserName => $"{Domain}\\{Name}";

    /// <summary>Whether this is how somebody spells the account: with its domain, as principal name, or bare.</summary>
    public bool IsCalled(string name) =>
        name.Equals(UserName, StringComparison.OrdinalIgnoreCase) || name.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || (Email.Length > 0 && name.Equals(Email, StringComparison.OrdinalIgnoreCase));
}
