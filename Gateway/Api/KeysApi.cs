using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Api;

/// <summary>The organization's keys. Their bytes are nowhere to be had.</summary>
internal static class KeysApi
{
    public static void MapKeys(this RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys");
        keys.MapGet("", ListAsync).WithSummary("The organization's keys, oldest first.");
        keys.MapPost("/rotate", RotateAsync)
            .Does("key.rotated")
            .WithSummary("Makes a new key.")
            .WithDescription("The key before opens what it encrypted, here and at connectors, and encrypts nothing new.");
        keys.MapPost("/{keyId}/revoke", RevokeAsync)
            .Does("key.revoked")
            .WithSummary("Takes a key from the connectors.")
            .WithDescription(
                "Requests that wait under it are asked anew with the active key. What is stored under it stays readable here, and is encrypted with "
                + "the active key when it is written next. When it was the active key, a new one is made.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<KeyInfo>>> ListAsync(OrganizationKeys keys, CancellationToken cancel) =>
        TypedResults.Ok(await keys.ListAsync(cancel));

    private static async Task<Ok<IReadOnlyList<KeyInfo>>> RotateAsync(OrganizationKeys keys)
    {
        await keys.RotateAsync();
        return TypedResults.Ok(await keys.ListAsync());
    }

    private static async Task<Results<Ok<IReadOnlyList<KeyInfo>>, ProblemHttpResult>> RevokeAsync(string keyId, OrganizationKeys keys) =>
        await keys.RevokeAsync(keyId)
            ? TypedResults.Ok(await keys.ListAsync())
            : TypedResults.Problem("There is no such key; GET /api/keys lists them.", statusCode: StatusCodes.Status404NotFound);
}
