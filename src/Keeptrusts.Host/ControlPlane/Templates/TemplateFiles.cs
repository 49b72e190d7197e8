using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>Reads a folder of templates that whoever starts the host supplies: each <c>*.yaml</c> is one.</summary>
internal static class TemplateFiles
{
    public static Outcome<IReadOnlyList<LiveTemplate>> Read(string folder)
    {
        try
        {
            return Read(Directory.GetFiles(folder, "*.yaml").Concat(Directory.GetFiles(folder, "*.yml")).Order(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.NotFound, $"the templates in {folder} cannot be read; check the folder given with --templates");
        }
    }

    private static Outcome<IReadOnlyList<LiveTemplate>> Read(IEnumerable<string> files)
    {
        var templates = new List<LiveTemplate>();
        var problems = new List<string>();
        foreach (var file in files)
        {
            var read = TemplateCatalog.Read(File.ReadAllText(file));
            if (read.Template is not { } template)
            {
                problems.AddRange(read.Diagnostics.Where(d => d.Severity == Policy.Diagnostics.DiagnosticSeverity.Error).Select(d => DiagnosticText.Of(file, d)));
            }
            else if (NameRules.CheckId(template.Name, "pack.name") is { } badName)
            {
                problems.Add($"{file}: {badName.Message}");
            }
            else if (TemplateCatalog.Shipped.Find(template.Name) is not null || templates.Exists(t => t.Name == template.Name))
            {
                problems.Add($"{file}: there is already a template `{template.Name}`; give this one another `pack.name`");
            }
            else
            {
                templates.Add(new(template, TemplateOrigin.File));
            }
        }

        return problems.Count > 0 ? new Refusal(RefusalKind.Invalid, string.Join(Environment.NewLine, problems)) : templates.ToArray();
    }
}
