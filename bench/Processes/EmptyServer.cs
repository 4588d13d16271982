namespace HybridCalendar.Bench.Processes;

/// <summary>The least that ASP.NET Core can do with a notification: read the body and answer 202.</summary>
internal static class EmptyServer
{
    public static WebApplication Build(string[] arguments)
    {
        var app = WebApplication.CreateBuilder([.. arguments, "--Logging:LogLevel:Default=Warning"]).Build();
        app.MapPost("/graph/notifications", async (HttpContext context) =>
        {
            var body = context.Request.BodyReader;
            var read = await body.ReadAtLeastAsync(int.MaxValue, context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        return app;
    }
}
