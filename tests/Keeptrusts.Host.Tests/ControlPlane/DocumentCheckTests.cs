using Keeptrusts.Host.ControlPlane.Configurations;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class DocumentCheckTests
{
    [Fact]
    public void Of_UndefinedVariable_IsKt1001AtItsFirstMention()
    {
        var document = DefaultDocument.For(_ => "sk-real");
        var line = document.Split('\n').ToList().FindIndex(l => l.Contains("OPENAI_API_KEY", StringComparison.Ordinal)) + 1;

        var check = DocumentCheck.Of(document, _ => null);

        Assert.Null(check.Plan);
        var problem = Assert.Single(check.Errors);
        Assert.StartsWith($"p.yaml({line},3): error KT1001: the environment variable `OPENAI_API_KEY` is not set", DiagnosticText.Of("p.yaml", problem), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DefinedVariable_GivesAPlan() => Assert.NotNull(DocumentCheck.Of(DefaultDocument.For(_ => "sk-real"), _ => "sk-real").Plan);

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("kt_gk_abc", 0)]
    [InlineData("sk-real", 1)]
    public void Default_OpenAiKeyThere_AddsTheTarget(string? key, int targets)
    {
        var check = DocumentCheck.Of(DefaultDocument.For(_ => key), _ => key);
        Assert.Equal(targets, check.Plan!.Targets.Count);
        Assert.Equal(["pii-detector", "audit-logger"], check.Plan.Chain.Select(p => p.Name));
    }
}
