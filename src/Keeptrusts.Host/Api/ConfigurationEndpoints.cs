using System.Globalization;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/configurations</c>: what is there.</summary>
internal sealed class ConfigurationEndpoints(ConfigurationEditor editor, IConfigurationStore store) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/configurations", Permission.Read, "Lists configurations with their versions.", ListAsync) { Answer = typeof(Page<ConfigurationView>), Paged = true },
        new("GET", "/v1/configurations/{name}", Permission.Read, "Shows a configuration with the document in force.", ShowAsync) { Answer = typeof(ConfigurationView) },
        new("GET", "/v1/configurations/{name}/versions", Permission.Read, "Lists the versions of a configuration, newest first.", VersionsAsync) { Answer = typeof(Page<VersionView>), Paged = true },
        new("GET", "/v1/configurations/{name}/versions/{revision}", Permission.Read, "Shows one version with its document.", VersionAsync) { Answer = typeof(VersionView) },
        new("GET", "/v1/configurations/{name}/diff", Permission.Read, "Compares two versions.", DiffAsync)
        {
            Answer = typeof(DiffView),
            Query = [("from", "The older revision; absent: the one before `to`."), ("to", "The newer revision; absent: the one in force.")],
        },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var all = await store.ListAsync(context.RequestAborted);
        var views = all.Select(c => ConfigurationView.Of(c)).OrderBy(c => c.Name, StringComparer.Ordinal);
        await ApiAnswer.PageAsync(context, views, c => c.Name, ControlJson.Default.PageConfigurationView);
    }

    private Task ShowAsync(HttpContext context, Principal caller) => WithAsync(context, found =>
        ApiAnswer.ObjectAsync(context, ConfigurationView.Of(found, withDocument: true), ControlJson.Default.ConfigurationView));

    private Task VersionsAsync(HttpContext context, Principal caller) => WithAsync(context, found =>
        ApiAnswer.PageAsync(context, ConfigurationView.Of(found).Versions, v => v.Revision.ToString("D10", CultureInfo.InvariantCulture), ControlJson.Default.PageVersionView, descending: true));

    private Task VersionAsync(HttpContext context, Principal caller) => WithAsync(context, found =>
        Find(found, (string)context.Request.RouteValues["revision"]!).Refused(out var refusal, out var version)
            ? ApiAnswer.RefuseAsync(context, refusal)
            : ApiAnswer.ObjectAsync(context, VersionView.Of(version, version.Revision == found.Deployed, withDocument: true), ControlJson.Default.VersionView));

    private Task DiffAsync(HttpContext context, Principal caller) => WithAsync(context, found =>
    {
        var latest = (found.Deployed ?? found.Versions[0].Revision).ToString(CultureInfo.InvariantCulture);
        if (Find(found, context.Request.Query["to"] is [{ } asked] ? asked : latest).Refused(out var noTo, out var to))
        {
            return ApiAnswer.RefuseAsync(context, noTo);
        }

        ConfigurationVersion? from = null;
        if (context.Request.Query["from"] is [{ } other] && Find(found, other).Refused(out var noFrom, out from))
        {
            return ApiAnswer.RefuseAsync(context, noFrom);
        }

        from ??= found.Versions.FirstOrDefault(v => v.Revision < to.Revision);
        var diff = UnifiedDiff.Of(from?.Document ?? "", to.Document, from?.Label ?? "/dev/null", to.Label);
        return ApiAnswer.OkAsync(context, new DiffView(found.Name, from?.Label, to.Label, diff.Length > 0, diff), ControlJson.Sentences.DiffView);
    });

    private async Task WithAsync(HttpContext context, Func<Configuration, Task> answer)
    {
        if ((await editor.FindAsync((string)context.Request.RouteValues["name"]!, context.RequestAborted)).Refused(out var refusal, out var found))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        await answer(found);
    }

    private static Outcome<ConfigurationVersion> Find(Configuration configuration, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? ConfigurationEditor.Version(configuration, revision)
            : new Refusal(RefusalKind.Invalid, "a revision is a number, such as 3");
}
