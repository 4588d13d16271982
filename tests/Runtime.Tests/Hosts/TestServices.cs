using HybridCalendar.Runtime.Tests.Contract.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>The services that the suite's grains take, on either runtime.</summary>
public static class TestServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(new Greeting("hello"));
        services.AddSingleton<IIncomingGrainCallFilter, RecordingFilter>();
    }
}
