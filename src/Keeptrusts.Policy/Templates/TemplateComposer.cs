using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Suites;

namespace Keeptrusts.Policy.Templates;

/// <summary>Makes a gateway's new document from a template: the gateway's own <c>variables</c> and <c>providers</c>, and everything else from the template.</summary>
public static class TemplateComposer
{
    /// <summary>
    /// Composes. Sections are taken as written, comments included. The version stays the gateway's where nothing changes, so that applying a template
    /// twice is one change; otherwise its last number is raised by one.
    /// </summary>
    /// <param name="template">The template's text.</param>
    /// <param name="gateway">The gateway's present document.</param>
    /// <param name="name"><c>pack.name</c> of the new document.</param>
    /// <param name="options">What the program brings; <see langword="null"/>: <see cref="PolicyOptions.Default"/>.</param>
    public static TemplateComposition Compose(string template, string gateway, string name, PolicyOptions? options = null)
    {
        // 1. What is no template composes nothing.
        var read = TemplateCatalog.Read(template, options);
        var diagnostics = new DiagnosticBag();
        if (read.Template is null || DocumentSections.Read(template, diagnostics) is not { } from || DocumentSections.Read(gateway, diagnostics) is not { } to)
        {
            return new TemplateComposition(null, [.. read.Diagnostics, .. diagnostics.InOrder()]);
        }

        // 2. The same version, or the next one.
        var version = to.Root.Map("pack")?.Text("version") ?? read.Template.Version;
        var text = Write(from, to, name, version);
        text = text == gateway.TrimStart('\uFEFF').ReplaceLineEndings("\n") ? text : Write(from, to, name, Next(version));

        // 3. It loads, or nothing comes of it.
        var loaded = PolicyEngine.Load(text, options);
        return new TemplateComposition(loaded.Plan is null ? null : text, loaded.Diagnostics);
    }

    private static string Write(DocumentSections template, DocumentSections gateway, string name, string version)
    {
        var pack = Pack(template.Root, gateway.Root, name, version);

        // A cut through the text can miss what only the tree knows, such as an alias into another section. Then values count more than their style.
        var attempts = new (Func<int, string> Template, Func<int, string> Gateway)[]
        {
            (template.Written, gateway.Written), (template.Written, gateway.Rendered), (template.Rendered, gateway.Rendered),
        };
        var wanted = Wanted(template.Root, gateway.Root);
        return attempts.Select(a => Join(template, gateway, pack, a.Template, a.Gateway)).FirstOrDefault(text => Says(text, wanted))
            ?? Join(template, gateway, pack, template.Rendered, gateway.Rendered);
    }

    private static string Join(DocumentSections template, DocumentSections gateway, string pack, Func<int, string> fromTemplate, Func<int, string> fromGateway)
    {
        var parts = new List<string> { template.Heading };
        for (var i = 0; i < template.Root.Entries.Count; i++)
        {
            if (template.Root.Entries[i].Key != "pack")
            {
                parts.Add(fromTemplate(i));
                continue;
            }

            parts.Add(template.Comments(i) + pack);
            parts.AddRange(Enumerable.Range(0, gateway.Root.Entries.Count).Where(j => IsGateways(gateway.Root.Entries[j].Key)).Select(fromGateway));
        }

        return string.Join('\n', parts.Where(p => p.Length > 0));
    }

    private static string Pack(MapNode template, MapNode gateway, string name, string version)
    {
        var pack = new StringBuilder().Append(CultureInfo.InvariantCulture, $"pack:\n  name: {DocumentSections.Key(name)}\n  version: {DocumentSections.Key(version)}\n  enabled: true\n");
        Add("id", gateway);
        Add("author", template);
        Add("description", template);
        return pack.ToString();

        void Add(string field, MapNode root)
        {
            if (root.Map("pack")?.Text(field) is { } value)
            {
                pack.Append(CultureInfo.InvariantCulture, $"  {field}: {DocumentSections.Key(value)}\n");
            }
        }
    }

    private static bool IsGateways(string section) => section is "variables" or "providers";

    private static JsonObject Wanted(MapNode template, MapNode gateway) =>
        new(template.Entries.Where(e => e.Key != "pack").Concat(gateway.Entries.Where(e => IsGateways(e.Key))).Select(e => KeyValuePair.Create(e.Key, NodeJson.Of(e.Value))));

    private static bool Says(string text, JsonObject wanted)
    {
        var diagnostics = new DiagnosticBag();
        if (YamlTreeReader.Read(new SourceText(text), diagnostics) is not MapNode root || diagnostics.HasErrors)
        {
            return false;
        }

        var said = (JsonObject)NodeJson.Of(root)!;
        said.Remove("pack");
        return JsonNode.DeepEquals(said, wanted);
    }

    // 1.4.0 → 1.4.1. What does not end in a number stays: the control plane numbers its versions itself.
    private static string Next(string version)
    {
        var last = version.LastIndexOf('.') + 1;
        return int.TryParse(version.AsSpan(last), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{version[..last]}{number + 1}")
            : version;
    }
}
