using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HybridCalendar.Gateway.Users;

/// <summary>Users as CSV files: export, and import in two steps.</summary>
internal static class UserFilesApi
{
    /// <summary>For the bodies of imports, with what a form puts around a file.</summary>
    public static readonly RequestSizeLimitAttribute SizeLimit = new(UserTableReader.LargestFile + (64 * 1024));

    public static IServiceCollection AddUserFiles(this IServiceCollection services) => services.AddSingleton<KnownUsers>().AddSingleton<UserImports>().AddHostedService<OldImports>();

    public static void MapUserFiles(this RouteGroupBuilder users)
    {
        users.MapGet("/export", (KnownUsers known, string? search, bool? problems) => UserExport.Create(known, string.IsNullOrWhiteSpace(search) ? null : search.Trim(), problems ?? false))
            .Produces<string>(contentType: "text/csv")
            .WithSummary("The users as a CSV file, which can be changed and imported again.");
        users.MapPost("/imports", CheckAsync)
            .Does("users.checked")
            .WithMetadata(SizeLimit)
            .Accepts<string>("text/csv")
            .WithSummary("Checks a CSV file of users, and tells what importing it would change; it changes nothing.")
            .WithDescription(
                "The header needs a column for the mail address (`Email Address`, `Email`, `User ID/Email (Required)`) and one or more of `Display Name`, "
                + "`Enabled`, `preferredWebExSite`, `Personal Room`, `Language`. A column that is missing changes nothing; so does an empty name or `Enabled`, "
                + "other empty values take away what was set. Comma, semicolon or tab; UTF-8 or UTF-16. Then ask for the import until its state is `checked`.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        users.MapGet("/imports/{importId}", FindAsync)
            .WithSummary("How far an import is, what it changes, and what is wrong by line and column.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("/imports/{importId}/problems", ProblemsAsync)
            .Produces<string>(contentType: "text/csv")
            .WithSummary("All that is wrong with the file of an import, and the users who could not be saved, as a CSV file.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("/imports/{importId}/changes", ChangesAsync)
            .Produces<string>(contentType: "text/csv")
            .WithSummary("All that applying an import that was checked would change now, as a CSV file with a row for each field.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        users.MapPost("/imports/{importId}/apply", ApplyAsync)
            .Does("users.imported")
            .WithSummary("Applies a file that was checked, once to its end. Rows with something wrong are left out as a whole.")
            .WithDescription("When `mayGoOn` of an `interrupted` import is true, it goes on with the rows that were not looked at yet.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Accepted<UserImport>, ProblemHttpResult>> CheckAsync(HttpContext http, UserImports imports)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (UserTableReader.Decode(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } text)
            return Refuse([new ImportProblem(0, "", "The file is neither UTF-8 nor UTF-16: save it as 'CSV UTF-8'.")]);
        var table = UserTableReader.Read(text);
        if (!table.IsReadable)
            return Refuse(table.Problems);
        return await imports.CheckAsync(text, table) is { } import ? TypedResults.Accepted($"/api/users/imports/{import.Id}", import) : Busy();
    }

    private static async Task<Results<Ok<UserImport>, ProblemHttpResult>> FindAsync(string importId, UserImports imports) =>
        await imports.FindAsync(importId) is { } import
            ? TypedResults.Ok(import)
            : TypedResults.Problem("There is no such import, or it is over for more than a day.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ProblemsAsync(string importId, UserImports imports) => await imports.ReadProblemsAsync(importId) is { } problems
        ? ImportProblems.Create(problems, AdminTexts.Of("en"))
        : TypedResults.Problem("There is no such import, or it is over for more than a day.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ChangesAsync(string importId, UserImports imports, HttpContext http) =>
        await imports.FindChangesAsync(importId, http.RequestAborted) is { } changes
            ? ImportChanges.Create(changes, AdminTexts.Of("en"))
            : TypedResults.Problem("There is no such import that is checked and was not applied.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<Accepted<UserImport>, ProblemHttpResult>> ApplyAsync(string importId, UserImports imports, HttpContext http) =>
        await imports.ApplyAsync(importId, http.User.Identity?.Name ?? "") is { } import ? TypedResults.Accepted($"/api/users/imports/{import.Id}", import) : Busy();

    private static ProblemHttpResult Refuse(IReadOnlyList<ImportProblem> problems) => TypedResults.Problem(
        "The file cannot be used.", statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["rows"] = problems });

    private static ProblemHttpResult Busy() => TypedResults.Problem(
        "Another import is running, or this one is not checked yet, was applied before, or is too old.", statusCode: StatusCodes.Status409Conflict);
}
