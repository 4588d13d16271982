using System.Security.Cryptography;
using HybridCalendar.Grains.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace HybridCalendar.Gateway.Security;

/// <summary>Keeps sessions where all gateways find them; the cookie holds no more than a session's id.</summary>
internal sealed class SessionStore(SessionTable table, TimeProvider time) : ITicketStore
{
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = RandomNumberGenerator.GetHexString(64, lowercase: true);
        await RenewAsync(id, ticket);
        return id;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => table.PutAsync(
        key, ticket.Principal.Identity?.Name ?? "", ticket.Properties.ExpiresUtc ?? time.GetUtcNow(), Convert.ToBase64String(TicketSerializer.Default.Serialize(ticket)));

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await table.FindAsync(key) is { } ticket ? TicketSerializer.Default.Deserialize(Convert.FromBase64String(ticket)) : null;

    public Task RemoveAsync(string key) => table.RemoveAsync(key);
}
