using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Documents;

/// <summary>A document as written, with places. Parts that were refused are absent.</summary>
/// <param name="Root">The whole tree.</param>
/// <param name="Pack">What the document is.</param>
/// <param name="Variables">Names that the deployment supplies.</param>
/// <param name="Targets">Where calls may go.</param>
/// <param name="Chain">The policies, in order.</param>
/// <param name="Blocks">The blocks, in the order of the file.</param>
/// <param name="Unreadable">What happens to parts that no policy can read.</param>
internal sealed record PolicyDocument(
    MapNode Root,
    PackSection Pack,
    IReadOnlyList<VariableDeclaration> Variables,
    IReadOnlyList<TargetBlock> Targets,
    IReadOnlyList<ChainEntry> Chain,
    IReadOnlyList<PolicyBlock> Blocks,
    MapNode Unreadable)
{
    private readonly Dictionary<string, PolicyBlock> _blocks = Blocks.ToDictionary(b => b.Name, StringComparer.Ordinal);

    public PolicyBlock? Block(string name) => _blocks.TryGetValue(name, out var block) ? block : null;
}

/// <summary>The section <c>pack</c>.</summary>
internal sealed record PackSection(string Name, string Version, bool Enabled);

/// <summary>An entry of <c>variables</c>.</summary>
internal sealed record VariableDeclaration(string Name, SourceSpan Span, string From);

/// <summary>An entry of <c>providers.targets</c>.</summary>
internal sealed record TargetBlock(string Id, SourceSpan IdSpan, string Provider, string Path, MapNode Node);

/// <summary>An entry of <c>policies.chain</c>.</summary>
internal sealed record ChainEntry(string Name, SourceSpan Span, string Path);
