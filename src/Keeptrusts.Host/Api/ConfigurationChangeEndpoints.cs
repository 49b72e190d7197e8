using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/configurations</c>: what changes them.</summary>
internal sealed class ConfigurationChangeEndpoints(ConfigurationEditor editor, IConfigurationStore store) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/v1/configurations/{name}/versions", Permission.Administer, "Stores a document as a new version and puts it into force, unless `deploy` is false. Nothing changed: no version.", AddAsync)
        {
            Body = typeof(NewVersion), Answer = typeof(ChangeView), Conditional = true,
        },
        new("POST", "/v1/configurations/{name}/diff", Permission.Read, "Shows what a document or a template would change; stores nothing.", PreviewAsync)
        {
            Body = typeof(NewVersion), Answer = typeof(ChangeView),
        },
        new("POST", "/v1/configurations/{name}/deploy", Permission.Administer, "Puts a stored version into force.", DeployAsync)
        {
            Body = typeof(WantedRevision), Answer = typeof(ChangeView), Conditional = true,
        },
        new("POST", "/v1/configurations/{name}/rollback", Permission.Administer, "Puts the version back that was in force before, or the one of a revision.", RollBackAsync)
        {
            Body = typeof(WantedRevision), Answer = typeof(ChangeView), Conditional = true,
        },
    ];

    private Task AddAsync(HttpContext context, Principal caller) => ChangeAsync(
        context, ControlJson.Default.NewVersion, (name, wanted) => editor.AddAsync(caller, name, wanted, context.RequestAborted), wanted => wanted.File);

    private async Task PreviewAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewVersion)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await editor.PreviewAsync(Name(context), wanted, context.RequestAborted)).Refused(out var refusal, out var change))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.OkAsync(context, ChangeView.Of(change), ControlJson.Sentences.ChangeView);
        }
    }

    private Task DeployAsync(HttpContext context, Principal caller) => ChangeAsync(
        context,
        ControlJson.Default.WantedRevision,
        (name, wanted) => wanted.Revision is { } revision
            ? editor.DeployAsync(caller, name, revision, context.RequestAborted)
            : Task.FromResult<Outcome<ConfigurationChange>>(new Refusal(RefusalKind.Invalid, "`revision` is missing; say which version")));

    private Task RollBackAsync(HttpContext context, Principal caller) =>
        ChangeAsync(context, ControlJson.Default.WantedRevision, (name, wanted) => editor.RollBackAsync(caller, name, wanted.Revision, context.RequestAborted));

    private async Task ChangeAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, Func<string, T, Task<Outcome<ConfigurationChange>>> change, Func<T, string?>? file = null)
        where T : class
    {
        if ((await ApiBody.ReadAsync(context, type)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        var before = await store.FindAsync(Name(context), context.RequestAborted);
        if (before is not null && Precondition(context)(before) is { } stale)
        {
            await ApiAnswer.RefuseAsync(context, stale);
            return;
        }

        if ((await change(Name(context), wanted)).Refused(out var refusal, out var done))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else if (done.Version is null)
        {
            await DocumentAnswer.RefuseAsync(context, file?.Invoke(wanted) ?? Name(context), $"`{Name(context)}` stays as it is: the document has errors", done.Draft.Diagnostics);
        }
        else
        {
            await ApiAnswer.OkAsync(context, ChangeView.Of(done), ControlJson.Sentences.ChangeView);
        }
    }

    // Between this look and the change, the store's own condition holds: whoever comes second is refused.
    private static Func<Configuration, Refusal?> Precondition(HttpContext context) =>
        EntityTag.Precondition<Configuration, ConfigurationView>(context, c => ConfigurationView.Of(c, withDocument: true), ControlJson.Default.ConfigurationView);

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
