using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Keeptrusts.Analyzers.Tests;

/// <summary>A policy document beside the sources.</summary>
internal sealed class PolicyFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
