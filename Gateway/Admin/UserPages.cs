using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Users;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The pages of users: list, one user, import and export.</summary>
internal static class UserPages
{
    public static void MapUserPages(this RouteGroupBuilder pages)
    {
        var users = pages.MapGroup("/users");
        users.MapGet("", ListAsync);
        users.MapGet("/open", Open);
        users.MapGet("/export", (KnownUsers known, string? search, bool? problems) => UserExport.Create(known, Trim(search), problems ?? false));
        users.MapGet("/import", () => new RazorComponentResult<UserImportPage>(new { }));
        users.MapPost("/imports", CheckAsync).Does("users.checked").WithMetadata(UserFilesApi.SizeLimit);
        users.MapGet("/imports/{importId}", ShowImportAsync);
        users.MapGet("/imports/{importId}/problems", async (string importId, UserImports imports, AdminTexts texts) =>
            await imports.ReadProblemsAsync(importId) is { } problems ? ImportProblems.Create(problems, texts) : TypedResults.NotFound());
        users.MapGet("/imports/{importId}/changes", async (string importId, UserImports imports, AdminTexts texts, HttpContext context) =>
            await imports.FindChangesAsync(importId, context.RequestAborted) is { } changes ? ImportChanges.Create(changes, texts) : TypedResults.NotFound());
        users.MapPost("/imports/{importId}/apply", ApplyAsync).Does("users.imported");
        users.MapGet("/{mail}", ShowAsync);
        users.MapPost("/{mail}", SaveAsync).Does("user.set");
        users.MapPost("/{mail}/remove", RemoveAsync).Does("user.removed");
        users.MapPost("/{mail}/enabled", SwitchAsync).Does("user.set");
        users.MapPost("/{mail}/reconcile", ReconcileAsync).Does("user.readAgain");
    }

    private static async Task<RazorComponentResult> ListAsync(Catalog catalog, string? search, bool? problems, string? removed, string? after)
    {
        var page = await Page<UserRow>.ReadAsync(null, size => catalog.ListUsersAsync(after, size, Trim(search), problems ?? false), row => row.Mail);
        return new RazorComponentResult<UsersPage>(new { Rows = page.Items, page.Next, Search = Trim(search), OnlyProblems = problems ?? false, Removed = Trim(removed) });
    }

    /// <summary>Whoever has a mail address has a page, on which he is set up.</summary>
    private static RedirectHttpResult Open(string? mail) => TypedResults.LocalRedirect(
        mail is not null && MailAddress.FindProblem(GrainKeys.Normalize(mail)) is null
            ? PathOf(GrainKeys.Normalize(mail)) : $"/admin/users?search={Uri.EscapeDataString(mail ?? "")}");

    private static async Task<IResult> ShowAsync(string mail, bool? read, bool? saved, KnownUsers users, EntityTags tags) => MailAddress.FindProblem(mail) is null
        ? await PageAsync(mail, users, tags, new UserForm { IsReading = read ?? false, IsSaved = saved ?? false })
        : TypedResults.NotFound();

    private static async Task<IResult> SaveAsync(string mail, HttpContext context, KnownUsers users, EntityTags tags, AuditTrail trail)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var settings = new UserSettings
        {
            DisplayName = Trim(form["displayName"]) ?? "",
            Enabled = form["enabled"] == "true",
            PreferredSite = Trim(form["preferredSite"]),
            PersonalRoomLink = Trim(form["personalRoomLink"]),
            Language = Trim(form["language"]),
        };
        string? version = form["version"];
        var read = await users.User(mail).GetSettings();
        if (!tags.Allows(version, read))
            return await PageAsync(mail, users, tags, new UserForm { Typed = settings, IsStale = true });
        var save = await UserEditor.SaveAsync(users.User(mail), settings, EntityTags.IsForAny(version) ? null : read, trail);
        return save.IsStale || save.Problems.Any
            ? await PageAsync(mail, users, tags, new UserForm { Typed = settings, IsStale = save.IsStale, Problems = save.Problems.ByField })
            : TypedResults.LocalRedirect($"{PathOf(mail)}?saved=true");
    }

    private static async Task<IResult> SwitchAsync(string mail, HttpContext context, KnownUsers users, EntityTags tags, AuditTrail trail)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var save = await UserEditor.ChangeAsync(users.User(mail), settings => settings with { Enabled = form["enabled"] == "true" }, trail);
        return save.IsStale || save.Problems.Any
            ? await PageAsync(mail, users, tags, new UserForm { IsStale = save.IsStale, Problems = save.Problems.ByField })
            : TypedResults.LocalRedirect(AdminSession.SafeReturn(form["returnUrl"]));
    }

    private static async Task<IResult> RemoveAsync(string mail, KnownUsers users, AuditTrail trail)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        trail.Note(await users.User(mail).GetSettings(), null);
        return await users.User(mail).Remove() ? TypedResults.LocalRedirect($"/admin/users?removed={Uri.EscapeDataString(GrainKeys.Normalize(mail))}") : TypedResults.NotFound();
    }

    private static async Task<IResult> ReconcileAsync(string mail, KnownUsers users)
    {
        if (MailAddress.FindProblem(mail) is not null)
            return TypedResults.NotFound();
        await users.User(mail).Reconcile();
        return TypedResults.LocalRedirect($"{PathOf(mail)}?read=true");
    }

    private static async Task<IResult> CheckAsync(HttpContext context, UserImports imports)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files["file"] is not { Length: > 0 } file)
            return Refuse(StatusCodes.Status400BadRequest, new ImportProblem(0, "", "Choose a file."));
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, context.RequestAborted);
        if (UserTableReader.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is not { } text)
            return Refuse(StatusCodes.Status400BadRequest, new ImportProblem(0, "", "The file is neither UTF-8 nor UTF-16: save it as 'CSV UTF-8'."));
        var table = UserTableReader.Read(text);
        if (!table.IsReadable)
            return Refuse(StatusCodes.Status400BadRequest, [.. table.Problems]);
        return await imports.CheckAsync(text, table) is { } import
            ? TypedResults.LocalRedirect($"/admin/users/imports/{import.Id}")
            : Refuse(StatusCodes.Status409Conflict, new ImportProblem(0, "", "Another import is running. Wait until it is over."));
    }

    private static async Task<IResult> ShowImportAsync(string importId, UserImports imports) => await imports.FindAsync(importId) is { } import
        ? new RazorComponentResult<UserImportPage>(new { Import = import })
        : TypedResults.LocalRedirect("/admin/users/import");

    private static async Task<IResult> ApplyAsync(string importId, HttpContext context, UserImports imports)
    {
        return await imports.ApplyAsync(importId, context.User.Identity?.Name ?? "") is null
            ? Refuse(StatusCodes.Status409Conflict, new ImportProblem(0, "", "Another import is running, or this one is not checked yet, was applied before, or is too old."))
            : TypedResults.LocalRedirect($"/admin/users/imports/{Uri.EscapeDataString(importId)}");
    }

    private static async Task<RazorComponentResult<UserPage>> PageAsync(string mail, KnownUsers users, EntityTags tags, UserForm form)
    {
        var user = users.User(mail);
        var settings = await user.GetSettings();
        return new RazorComponentResult<UserPage>(new
        {
            Mail = GrainKeys.Normalize(mail),
            settings.DisplayName,
            Settings = form.Typed ?? settings,
            form.Problems,
            Version = tags.Of(settings),
            form.IsStale,
            Status = await user.GetStatus(),
            Timeline = (await user.GetTimeline()).Entries,
            form.IsReading,
            form.IsSaved,
        })
        {
            StatusCode = form.IsStale || form.Problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    private static RazorComponentResult<UserImportPage> Refuse(int status, params ImportProblem[] problems) =>
        new(new { Problems = problems }) { StatusCode = status };

    private static string PathOf(string mail) => $"/admin/users/{Uri.EscapeDataString(mail)}";

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
