using System.Text;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/conversations</c>: the caller's own, whatever their role.</summary>
internal sealed class ConversationEndpoints(ConversationService conversations) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/conversations", Permission.ManageKeys, "Lists the caller's own conversations, the latest first.", ListAsync)
        {
            Answer = typeof(Page<ConversationSummary>), Paged = true, Query = [("q", "What title, questions or answers contain.")],
        },
        new("GET", "/v1/conversations/{id}", Permission.ManageKeys, "Shows one of the caller's conversations.", ShowAsync) { Answer = typeof(ConversationView) },
        new("GET", "/v1/conversations/{id}/export", Permission.ManageKeys, "Gives one of the caller's conversations as a file.", ExportAsync) { Query = [("format", "`markdown` or `json`; markdown without it.")] },
        new("PUT", "/v1/conversations/{id}", Permission.ManageKeys, "Renames one of the caller's conversations.", RenameAsync) { Body = typeof(ConversationWish), Answer = typeof(ConversationSummary) },
        new("DELETE", "/v1/conversations/{id}", Permission.ManageKeys, "Deletes one of the caller's conversations.", DeleteAsync) { Answer = typeof(ConversationSummary) },
    ];

    private async Task ListAsync(HttpContext context, Principal caller) =>
        await ApiAnswer.PlacedPageAsync(context, await conversations.ListAsync(caller, context.Request.Query.Text("q"), context.RequestAborted), ControlJson.Default.PageConversationSummary);

    private async Task ShowAsync(HttpContext context, Principal caller)
    {
        if ((await FindAsync(context, caller)).Refused(out var refusal, out var found))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        await ApiAnswer.ObjectAsync(context, found, ControlJson.Default.ConversationView);
    }

    private async Task ExportAsync(HttpContext context, Principal caller)
    {
        var format = context.Request.Query.Text("format") ?? "markdown";
        if (format is not ("markdown" or "json"))
        {
            await ApiAnswer.RefuseAsync(context, new(RefusalKind.Invalid, "format: give `markdown` or `json`"));
        }
        else if ((await FindAsync(context, caller)).Refused(out var refusal, out var found))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            // Named by its id: a title may be anything, and this is a header.
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{found.Id}.{(format == "json" ? "json" : "md")}\"";
            context.Response.ContentType = format == "json" ? "application/json" : "text/markdown; charset=utf-8";
            var summary = new ConversationSummary(found.Id, found.Title, found.TeamId, found.CreatedAt, found.UpdatedAt);
            var body = format == "json" ? JsonSerializer.SerializeToUtf8Bytes(found, ControlJson.Default.ConversationView) : Encoding.UTF8.GetBytes(ConversationText.Of(summary, found.Turns));
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private async Task RenameAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.ConversationWish)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        await AnswerAsync(context, await conversations.RenameAsync(caller, Id(context), wanted.Title, context.RequestAborted));
    }

    private async Task DeleteAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await conversations.DeleteAsync(caller, Id(context), context.RequestAborted));

    private async Task<Outcome<ConversationView>> FindAsync(HttpContext context, Principal caller) =>
        (await conversations.FindAsync(caller, Id(context), context.RequestAborted)).Refused(out var refusal, out var found)
            ? refusal
            : ConversationView.Of(found, await conversations.TurnsAsync(caller, found.Id, context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<ConversationSummary> outcome) => outcome.Refused(out var refusal, out var found)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, found, ControlJson.Default.ConversationSummary);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
