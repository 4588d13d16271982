using System.Reflection;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>What holds for all messages, which the runtimes look at only when one is sent.</summary>
public sealed class ConventionTests
{
    private static readonly IReadOnlyList<Type> s_messages =
        [.. typeof(MeetingSighting).Assembly.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute)))];

    [Fact]
    public void Messages_have_names_of_their_own()
    {
        s_messages.Count.ShouldBeGreaterThan(30);
        var names = s_messages.Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? $"{type} has none").ToList();
        names.ShouldAllBe(name => name.StartsWith("hc.", StringComparison.Ordinal));
        names.ShouldBeUnique();
    }

    [Fact]
    public void What_a_message_carries_has_a_number_of_its_own()
    {
        foreach (var type in s_messages.Where(type => !type.IsEnum))
        {
            var carried = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.SetMethod is not null).ToList();
            var numbers = carried.Select(property => property.GetCustomAttribute<IdAttribute>()?.Id).ToList();
            numbers.ShouldAllBe(number => number != null, $"{type} carries what has no [Id].");
            numbers.ShouldBeUnique($"{type} gives a number twice.");
        }
    }
}
