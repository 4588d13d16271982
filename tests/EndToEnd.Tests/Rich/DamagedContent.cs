using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace HybridCalendar.EndToEnd.Tests.Rich;

/// <summary>Changes encrypted content on its way to the gateway, and nothing else, while it is switched on.</summary>
internal sealed class DamagedContent : IStartupFilter
{
    public bool IsOn { get; set; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            if (IsOn && context.Request.Path == "/graph/notifications")
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync(context.RequestAborted);
                var damaged = Regex.Replace(body, "(?<=\"data\":\").", found => found.Value == "A" ? "B" : "A");
                context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(damaged));
            }
            await rest(context);
        });
        next(app);
    };
}
