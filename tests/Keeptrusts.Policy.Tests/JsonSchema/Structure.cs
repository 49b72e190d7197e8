using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Suites;

namespace Keeptrusts.Policy.Tests.JsonSchema;

/// <summary>A document as our validator sees its structure, without the rules that look at the whole.</summary>
/// <param name="Json">The tree; <see langword="null"/> where the text has none, or drops a part that is given twice.</param>
/// <param name="Errors">What is wrong with the structure.</param>
internal sealed record Structure(JsonNode? Json, IReadOnlyList<string> Errors)
{
    public static Structure Of(string yaml)
    {
        var syntax = new DiagnosticBag();
        var tree = YamlTreeReader.Read(new SourceText(yaml), syntax);
        var found = new DiagnosticBag();
        DocumentReader.Read(SourceText.Of(yaml), KindSet.BuiltIn.Schemas, files: null, found);
        return new Structure(
            tree is null || syntax.HasErrors ? null : NodeJson.Of(tree),
            [.. found.InOrder().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d.Code} {d.Path}: {d.Message}")]);
    }
}
