using System.Text.Json.Nodes;
using Keeptrusts.Policy.Tests.Cases;
using Keeptrusts.Policy.Tests.Docs;

namespace Keeptrusts.Policy.Tests.JsonSchema;

/// <summary>
/// The published JSON Schema and our own validator are made from the same shapes; here an independent reader of the schema says the same of every
/// document. Structure is what the shapes say; what one part of a document says about another is for lint.
/// </summary>
public sealed class PolicySchemaTests
{
    /// <summary>Documents about which the two differ, and why they must.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
    };

    private static readonly string[] Files = ["good", "syntax", "structure", "policies", "targets", "schema"];

    [Fact]
    public void Write_Twice_GivesTheSameText() => Assert.Equal(PolicySchema.Write(), PolicySchema.Write());

    [Fact]
    public void Write_BuiltInKinds_IsTheCommittedFile() => CommittedFiles.Check("docs/policy-config.schema.json", PolicySchema.Write());

    [Fact]
    public void Write_BuiltInKinds_IsEmbedded()
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream("Keeptrusts.Policy.policy-config.schema.json");
        using var reader = new StreamReader(stream!);
        Assert.Equal(PolicySchema.Write(), reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_Keywords_AreThoseOfEveryEditor()
    {
        var text = PolicySchema.Write();
        Assert.All(new[] { "\"if\"", "\"then\"", "\"const\"", "\"$defs\"", "unevaluated" }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.Equal("http://json-schema.org/draft-07/schema#", (string?)JsonNode.Parse(text)!["$schema"]);
    }

    [Fact]
    public async Task Schema_EveryCase_IsJudgedAsByOurValidator()
    {
        var cases = Files.SelectMany(file => DocumentCase.Read(file).Select(c => (Name: $"{file}: {c.Name}", Structure: Structure.Of(c.Yaml)))).Where(c => c.Structure.Json is not null).ToList();
        Assert.True(cases.Count > 100);
        var judged = await Ajv.ValidateAsync(PolicySchema.Write(), cases.Select(c => c.Structure.Json));

        var different = cases.Zip(judged).Where(p => (p.First.Structure.Errors.Count == 0) != (p.Second is null)).ToList();

        Assert.Equal(
            [],
            different.Where(p => !Exceptions.ContainsKey(p.First.Name)).Select(p => $"{p.First.Name}: ours {string.Join("; ", p.First.Structure.Errors)}, ajv {p.Second}"));
        Assert.Equal(Exceptions.Keys.Order(), different.Select(p => p.First.Name).Order());
    }

    [Fact]
    public async Task Schema_EveryChangeOfGoodDocuments_IsJudgedAsByOurValidator()
    {
        var documents = DocumentCase.Read("good").Concat(DocumentCase.Read("schema").Where(c => c.Expected.Length == 0)).Select(c => Structure.Of(c.Yaml).Json).OfType<JsonNode>();
        var changed = documents.SelectMany(Mutations.Of).DistinctBy(d => d.ToJsonString()).ToList();
        Assert.True(changed.Count > 5000);
        var judged = await Ajv.ValidateAsync(PolicySchema.Write(), changed);

        var different = changed.Zip(judged)
            .Select(p => (Json: p.First.ToJsonString(), Ours: Structure.Of(p.First.ToJsonString()).Errors, Ajv: p.Second))
            .Where(p => (p.Ours.Count == 0) != (p.Ajv is null))
            .Select(p => $"{p.Json}\n  ours: {string.Join("; ", p.Ours)}\n  ajv:  {p.Ajv}")
            .ToList();

        Assert.True(different.Count == 0, $"{different.Count} of {changed.Count}:\n{string.Join('\n', different.Take(8))}");
    }
}
