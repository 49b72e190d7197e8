using System.Globalization;
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
        new("GET", "/v1/templates", Permission.Read, "Lists templates with what each enforces.", ListAsync) { Answer = typeof(Page<TemplateView>), Paged = true },
        new("GET", "/v1/templates/{name}", Permission.Read, "Shows a template with its document.", ShowAsync) { Answer = typeof(TemplateView) },
        new("PUT", "/v1/templates/{name}", Permission.Administer, "Adds a template of the organisation's own, or changes one.", PutAsync)
        {
            Body = typeof(NewTemplate), Answer = typeof(TemplateView), Conditional = true,
        },
        new("DELETE", "/v1/templates/{name}", Permission.Administer, "Removes a template of the organisation's own.", RemoveAsync) { Answer = typeof(TemplateView) },
    ];

    private Task ListAsync(HttpContext context, Principal caller)
    {
        // Listed from the loosest to the strictest, which their names do not tell.
        var places = templates.List().Select((t, i) => (t.Name, Place: i.ToString("D6", CultureInfo.InvariantCulture))).ToDictionary(x => x.Name, x => x.Place, StringComparer.Ordinal);
        return ApiAnswer.PageAsync(context, templates.List().Select(t => TemplateView.Of(t)), t => places[t.Name], ControlJson.Default.PageTemplateView);
    }

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
        else if ((await templates.PutAsync(caller, Name(context), document, Precondition(context), context.RequestAborted)).Refused(out var refusal, out var change))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else if (change.Template is not { } template)
        {
            await DocumentAnswer.RefuseAsync(context, Name(context), $"the template `{Name(context)}` stays as it is: the document has errors", change.Diagnostics);
        }
        else
        {
            await ApiAnswer.ObjectAsync(context, TemplateView.Of(template, withDocument: true), ControlJson.Default.TemplateView);
        }
    }

    private async Task RemoveAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await templates.RemoveAsync(caller, Name(context), context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<LiveTemplate> outcome) => outcome.Refused(out var refusal, out var template)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, TemplateView.Of(template, withDocument: true), ControlJson.Default.TemplateView);

    private static Func<LiveTemplate, Refusal?> Precondition(HttpContext context) =>
        EntityTag.Precondition<LiveTemplate, TemplateView>(context, t => TemplateView.Of(t, withDocument: true), ControlJson.Default.TemplateView);

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
