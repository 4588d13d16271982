using System.Text;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/messages</c>: texts and adaptive cards.</summary>
internal static class MessagesApi
{
    private const int MaxBytes = 7439;
    private const string CardType = "application/vnd.microsoft.card.adaptive";

    private static readonly HashSet<string> Fields =
        ["roomId", "parentId", "toPersonId", "toPersonEmail", "text", "markdown", "files", "attachments"];

    private static readonly HashSet<string> AttachmentFields = ["contentType", "content"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/messages", List).WithMetadata(WebexScope.Spaces);
        app.MapPost("/v1/messages", CreateAsync).WithMetadata(WebexScope.Spaces);
    }

    private static IResult List(HttpContext context, WebexSpaces spaces, string? roomId)
    {
        if (roomId is null) throw WebexProblem.BadRequest("roomId is required.");
        var found = spaces.Use(WebexCaller.Of(context).Person, roomId, s => s.Messages.AsEnumerable().Reverse().Select(m => Shape(s, m)).ToList());
        return WebexPaging.Page(context, found, 50);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, WebexSpaces spaces, WebexDirectory directory, TimeProvider time)
    {
        var body = await JsonFields.ReadAsync(context.Request);
        body.RejectUnknown(Fields);
        var (text, markdown) = (body.String("text"), body.String("markdown"));
        foreach (var part in new[] { text, markdown })
            if (part is not null && Encoding.UTF8.GetByteCount(part) > MaxBytes) throw WebexProblem.BadRequest($"A message can have at most {MaxBytes} bytes.");
        var cards = body.Objects("attachments", maxItems: 1) ?? [];
        foreach (var card in cards) CheckCard(card);
        if (text is null && markdown is null && cards.Count == 0 && body.Array("files", maxItems: 1) is null)
            throw WebexProblem.BadRequest("One of text, markdown, files and attachments is required.");

        var me = WebexCaller.Of(context).Person;
        var space = Target(body, me, spaces, directory);
        var message = new WebexMessage(WebexIds.New("MESSAGE"), me, text, markdown, body.Array("attachments") ?? [], time.GetUtcNow());
        return WebexJson.Ok(Shape(space, spaces.Post(space, message)));
    }

    private static WebexSpace Target(JsonFields body, WebexPerson me, WebexSpaces spaces, WebexDirectory directory)
    {
        var (roomId, personId, email) = (body.String("roomId"), body.String("toPersonId"), body.String("toPersonEmail"));
        if (new[] { roomId, personId, email }.Count(v => v is not null) != 1)
            throw WebexProblem.BadRequest("Exactly one of roomId, toPersonId and toPersonEmail is required.");
        if (roomId is not null) return spaces.Use(me, roomId, s => s);
        var to = personId is not null ? directory.Find(personId) : directory.FindByEmail(email!);
        return spaces.Direct(me, to ?? throw WebexProblem.NotFound("person"));
    }

    private static void CheckCard(JsonFields attachment)
    {
        attachment.RejectUnknown(AttachmentFields);
        if (attachment.RequiredString("contentType") != CardType)
            throw WebexProblem.BadRequest($"{attachment.Path("contentType")} must be {CardType}.");
        var content = attachment.RequiredObject("content");
        if (content.RequiredString("type") != "AdaptiveCard") throw WebexProblem.BadRequest($"{content.Path("type")} must be AdaptiveCard.");
        content.RequiredString("version");
    }

    public static object Shape(WebexSpace space, WebexMessage message) => new
    {
        id = message.Id,
        roomId = space.Id,
        roomType = space.Type,
        text = message.Text,
        markdown = message.Markdown,
        personId = message.Author.Id,
        personEmail = message.Author.Email,
        attachments = message.Attachments.Count == 0 ? null : message.Attachments,
        created = WebexJson.Timestamp(message.Created),
    };
}
