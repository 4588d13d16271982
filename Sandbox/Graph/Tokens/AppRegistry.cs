using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Sandbox.Graph.Tokens;

/// <summary>The registered applications, which can grow while the server runs.</summary>
internal sealed class AppRegistry
{
    private readonly ConcurrentDictionary<string, AppRegistration> _apps = new(StringComparer.OrdinalIgnoreCase);

    public AppRegistry(IOptions<GraphSandboxOptions> options)
    {
        foreach (var app in options.Value.Apps.Count > 0 ? options.Value.Apps : [AppRegistration.Product()])
            Add(app);
        Add(AppRegistration.Page());
    }

    public void Add(AppRegistration app)
    {
        if (app.Roles.Count == 0)
        {
            foreach (var role in AppRegistration.Product().Roles)
                app.Roles.Add(role);
        }
        _apps[app.ClientId] = app;
    }

    public AppRegistration? Find(string clientId) => _apps.GetValueOrDefault(clientId);
}
