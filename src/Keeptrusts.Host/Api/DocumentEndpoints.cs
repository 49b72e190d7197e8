using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Knowledge;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/documents</c>: the knowledge bases of teams.</summary>
internal sealed class DocumentEndpoints(KnowledgeService knowledge) : IApiRoutes
{
    // A file as base64 within JSON.
    private const long MostBody = (DocumentLimits.MostBytes / 3 * 4) + (64 * 1024);

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/documents", Permission.Read, "Lists documents, the newest first.", ListAsync) { Answer = typeof(Page<DocumentView>), Paged = true, Query = [("team", "Only this team's.")] },
        new("POST", "/v1/documents", Permission.ManageKeys, "Takes a file into a team's knowledge base.", UploadAsync)
        {
            Body = typeof(NewDocument), Answer = typeof(DocumentView), Status = StatusCodes.Status201Created, Replay = ReplayAsync, MostBytes = MostBody,
        },
        new("GET", "/v1/documents/search", Permission.Read, "Finds the passages of a team's documents that fit a question, the best first.", SearchAsync)
        {
            Answer = typeof(Page<PassageView>), Paged = true, Query = [("q", "The question."), ("team", "The team; the caller's without it.")],
        },
        new("GET", "/v1/documents/{id}", Permission.Read, "Shows a document.", ShowAsync) { Answer = typeof(DocumentView) },
        new("GET", "/v1/documents/{id}/passages", Permission.Read, "Lists the passages of a document.", PassagesAsync) { Answer = typeof(Page<PassageView>), Paged = true },
        new("DELETE", "/v1/documents/{id}", Permission.ManageKeys, "Deletes a document: one's own, or as a manager any of the team.", DeleteAsync) { Answer = typeof(DocumentView) },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var documents = await knowledge.ListAsync(caller, context.Request.Query.Text("team"), context.RequestAborted);
        await ApiAnswer.PageAsync(context, documents.Select(DocumentView.Of), d => d.Id, ControlJson.Default.PageDocumentView, descending: true);
    }

    private async Task UploadAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewDocument)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await knowledge.UploadAsync(caller, wanted.TeamId, wanted.Name, wanted.Content ?? [], context.RequestAborted)).Refused(out var refusal, out var document))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.CreatedAsync(context, document.Id, $"/v1/documents/{document.Id}", DocumentView.Of(document), ControlJson.Default.DocumentView);
        }
    }

    private async Task ReplayAsync(HttpContext context, Principal caller, string id)
    {
        if ((await knowledge.FindAsync(caller, id, context.RequestAborted)).Refused(out var gone, out var document))
        {
            await ApiAnswer.RefuseAsync(context, gone);
        }
        else
        {
            await ApiAnswer.CreatedAsync(context, id, $"/v1/documents/{id}", DocumentView.Of(document), ControlJson.Default.DocumentView);
        }
    }

    private async Task SearchAsync(HttpContext context, Principal caller)
    {
        var team = context.Request.Query.Text("team") ?? caller.TeamId ?? Team.DefaultId;
        var found = await knowledge.SearchAsync(caller, team, context.Request.Query.Text("q") ?? "", context.RequestAborted);
        await ApiAnswer.PlacedPageAsync(context, [.. found.Select(PassageView.Of)], ControlJson.Default.PagePassageView);
    }

    private async Task ShowAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await knowledge.FindAsync(caller, Id(context), context.RequestAborted));

    private async Task PassagesAsync(HttpContext context, Principal caller)
    {
        if ((await knowledge.FindAsync(caller, Id(context), context.RequestAborted)).Refused(out var unknown, out var document)
            || (await knowledge.PassagesAsync(caller, document.Id, context.RequestAborted)).Refused(out unknown, out var passages))
        {
            await ApiAnswer.RefuseAsync(context, unknown);
            return;
        }

        await ApiAnswer.PlacedPageAsync(context, [.. passages.Select(p => new PassageView(document.Id, document.Name, p.Number, p.Place, p.Text))], ControlJson.Default.PagePassageView);
    }

    private async Task DeleteAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await knowledge.DeleteAsync(caller, Id(context), context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<KnowledgeDocument> outcome) => outcome.Refused(out var refusal, out var document)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, DocumentView.Of(document), ControlJson.Default.DocumentView);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
