using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Tests;

/// <summary>The framework and the real libraries, as far as tested sources refer to them; nothing has to be downloaded for a test.</summary>
internal static class SourceReferences
{
    private static readonly string[] Libraries =
    [
        "Anthropic", "Azure.AI.OpenAI", "Azure.Core", "Keeptrusts.Gateway.Middleware", "Keeptrusts.Policy", "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions",
        "Microsoft.Extensions.AI.OpenAI", "Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.Connectors.OpenAI", "Microsoft.SemanticKernel.Core", "OllamaSharp",
        "OpenAI", "System.ClientModel",
    ];

    /// <summary>What every test's source may use.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.Contains($"{Path.DirectorySeparatorChar}shared{Path.DirectorySeparatorChar}Microsoft.", StringComparison.Ordinal)
                || Libraries.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
