using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.Cli.Templates;

/// <summary><c>kt templates …</c>. Those that ship are shown without a control plane too.</summary>
internal static class TemplateCommands
{
    public static Command Build(CliSurroundings around)
    {
        var command = new Command("templates", "Policies ready to use: for a gateway, and for keys that people take themselves.") { List(around), Show(around) };
        command.Aliases.Add("template");
        return command;
    }

    private static ApiCommand List(CliSurroundings around)
    {
        var command = new ApiCommand("list", "List the templates with what they are for.", around);
        return command.Runs(async (client, parsed, cancellationToken) =>
        {
            var templates = await AllAsync(around, client, cancellationToken);
            if (command.WantsJson(parsed))
            {
                await JsonOutput.WriteAsync(around.Out, JsonSerializer.SerializeToElement(templates, ControlJson.Default.IReadOnlyListTemplateView));
                return ExitCodes.Done;
            }

            await TableOutput.WriteAsync(around, ["name", "keys", "policies", "description"],
                [.. templates.Select(t => new[] { t.Name, t.SelfService?.PreApproved == true ? "pre-approved" : "on approval", string.Join(", ", t.Policies.Select(p => p.Name)), t.Description })],
                "no templates");
            return ExitCodes.Done;
        });
    }

    private static ApiCommand Show(CliSurroundings around)
    {
        var name = new Argument<string>("template") { Description = "Its name" };
        var yaml = new Option<bool>("--yaml") { Description = "Print the document, which lints clean by itself" };
        var command = new ApiCommand("show", "Show what a template enforces.", around, name, yaml);
        return command.Runs(async (client, parsed, cancellationToken) =>
        {
            if ((await FindAsync(client, parsed.GetValue(name)!, cancellationToken)).Refused(out var refusal, out var template))
            {
                return await ExitCodes.FailAsync(around, refusal);
            }

            await (command.WantsJson(parsed) ? JsonOutput.WriteAsync(around.Out, JsonSerializer.SerializeToElement(template, ControlJson.Default.TemplateView))
                : parsed.GetValue(yaml) ? around.Out.WriteAsync(template.Document ?? "")
                : TemplateText.WriteAsync(around, template));
            return ExitCodes.Done;
        });
    }

    // Without a control plane there are those that ship; with one that refuses, that is said.
    private static async Task<IReadOnlyList<TemplateView>> AllAsync(CliSurroundings around, ControlClient client, CancellationToken cancellationToken)
    {
        if (!(await client.GetAsync("/v1/templates", cancellationToken)).Refused(out var refusal, out var page))
        {
            using (page)
            {
                return page.RootElement.Deserialize(ControlJson.Default.PageTemplateView)!.Data;
            }
        }

        await around.Error.WriteLineAsync($"only the templates that ship: {refusal.Message}");
        return [.. TemplateCatalog.Shipped.Templates.Select(t => View(t))];
    }

    private static async Task<Outcome<TemplateView>> FindAsync(ControlClient client, string name, CancellationToken cancellationToken)
    {
        // Nobody can change one that ships, so nobody need be asked.
        if (TemplateCatalog.Shipped.Find(name) is { } shipped)
        {
            return View(shipped);
        }

        if ((await client.GetAsync($"/v1/templates/{Uri.EscapeDataString(name)}", cancellationToken)).Refused(out var refusal, out var answer))
        {
            return refusal.Kind == RefusalKind.NotFound
                ? refusal
                : new Refusal(refusal.Kind, $"no template `{name}` ships; {DidYouMean.Clause(name, [.. TemplateCatalog.Shipped.Templates.Select(t => t.Name)], "templates")}. Others are in the control plane: {refusal.Message}");
        }

        using (answer)
        {
            return answer.RootElement.Deserialize(ControlJson.Default.TemplateView)!;
        }
    }

    private static TemplateView View(PolicyTemplate template) => TemplateView.Of(new LiveTemplate(template, TemplateOrigin.Shipped), withDocument: true);
}
