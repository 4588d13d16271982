using System.Net;
using System.Reflection;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Hosting.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>A host is ready while both its database and its grains answer; it lives in any case.</summary>
public sealed class ReadinessTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData(true, true, HttpStatusCode.OK)]
    [InlineData(false, true, HttpStatusCode.ServiceUnavailable)]
    [InlineData(true, false, HttpStatusCode.ServiceUnavailable)]
    public async Task It_is_ready_while_all_that_it_needs_answers(bool hasDatabase, bool hasGrains, HttpStatusCode expected)
    {
        // A folder is no database.
        await using var noDatabase = CatalogDatabase.Sqlite(gateway.Folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(hasDatabase ? gateway.App.Services.GetRequiredService<CatalogDatabase>() : noDatabase);
        builder.Services.AddSingleton(hasGrains ? gateway.Grains : DispatchProxy.Create<IGrainFactory, NoGrains>());
        builder.Services.AddHostHealth();
        await using var app = builder.Build();
        app.MapHostHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = GatewayHost.LongDeadline };

        (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(expected);
        (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Such as the organization's, whose silo was just lost: that is no reason to send nothing to this host any more.</summary>
    [Fact]
    public async Task A_grain_that_cannot_be_reached_makes_no_host_unready()
    {
        await using var deaf = new GatewayHost { Adjust = services => services.AddSingleton<IIncomingGrainCallFilter, DeafOrganization>() };
        await deaf.InitializeAsync();

        (await deaf.Anyone.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>As a client says whose silos are gone.</summary>
    public class NoGrains : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new TimeoutException("No silo answers.");
    }

    /// <summary>The organization's grain answers nothing.</summary>
    private sealed class DeafOrganization : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.Grain is IOrganizationGrain ? Task.FromException(new TimeoutException("No answer.")) : context.Invoke();
    }
}
