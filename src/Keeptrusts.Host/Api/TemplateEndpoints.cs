using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/templates</c>.</summary>
internal sealed class TemplateEndpoints(TemplateService templates) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/templates", Permission.Read, "Lists templates with what each enforces.", ListAsync) { Answer = typeof(Page<TemplateView>) },
        new("GET", "/v1/templates/{name}", Permission.Read, "Shows a template with its document.", ShowAsync) { Answer = typeof(TemplateView) },
        new("PUT", "/v1/templates/{name}", Permission.Administer, "Adds a template of the organisation's own, or changes one.", PutAsync)
        {
            Body = typeof(NewTemplate), Answer = typeof(TemplateView),
        },
        new("DELETE", "/v1/templates/{name}", Permission.Administer, "Removes a template of the organisation's own.", RemoveAsync) { Answer = typeof(TemplateView) },
    ];

    private Task ListAsync(HttpContext context, Principal caller) =>
        ApiAnswer.OkAsync(context, new Page<TemplateView>([.. templates.List().Select(t => TemplateView.Of(t))]), ControlJson.Default.PageTemplateView);

    private Task ShowAsync(HttpContext context, Principal caller) => AnswerAsync(context, templates.Find(Name(context)));

    private async Task PutAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewTemplate)).Refused(out var unreadable, out var body))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if (body.Document is not { } document)
        {
            await ApiAnswer.RefuseAsync(context, new(RefusalKind.Invalid, "`document` is missing; give the template's text"));
        }
        else if ((await templates.PutAsync(caller, Name(context), document, context.RequestAborted)).Refused(out var refusal, out var change))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else if (change.Template is not { } template)
        {
            await DocumentAnswer.RefuseAsync(context, Name(context), $"the template `{Name(context)}` stays as it is: the document has errors", change.Diagnostics);
        }
        else
        {
            var status = change.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
            await ApiAnswer.OkAsync(context, TemplateView.Of(template, withDocument: true), ControlJson.Default.TemplateView, status);
        }
    }

    private async Task RemoveAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await templates.RemoveAsync(caller, Name(context), context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<LiveTemplate> outcome) => outcome.Refused(out var refusal, out var template)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, TemplateView.Of(template, withDocument: true), ControlJson.Default.TemplateView);

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
