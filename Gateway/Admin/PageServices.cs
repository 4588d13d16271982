using HybridCalendar.Gateway.Security;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What every page asks for: its words, and who looks at it.</summary>
internal static class PageServices
{
    public static IServiceCollection AddAdminPages(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<RoomPageReader>()
        .AddSingleton<ConnectorPageReader>()
        .AddScoped(provider => AdminTexts.Of(RequestOf(provider)))
        .AddScoped(provider =>
        {
            var request = RequestOf(provider);
            var user = request.HttpContext.User;
            return new AdminViewer(user.Identity?.Name ?? "", AdminIdentity.MayChange(user), AdminViewer.PathOf(request));
        });

    private static HttpRequest RequestOf(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request ?? throw new InvalidOperationException("A page is rendered without a request.");
}
