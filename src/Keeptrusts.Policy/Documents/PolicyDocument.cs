using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Documents;

/// <summary>A document as written, with places. Parts that were refused are absent.</summary>
/// <param name="Root">The whole tree.</param>
/// <param name="Pack">What the document is.</param>
/// <param name="Variables">Names that the deployment supplies.</param>
/// <param name="Targets">Where calls may go.</param>
/// <param name="Groups">Names for several targets.</param>
/// <param name="Chain">The policies, in order.</param>
/// <param name="Blocks">The blocks, in the order of the file.</param>
/// <param name="Unreadable">What happens to parts that no policy can read.</param>
internal sealed record PolicyDocument(
    MapNode Root,
    PackSection Pack,
    IReadOnlyList<VariableDeclaration> Variables,
    IReadOnlyList<TargetBlock> Targets,
    IReadOnlyList<GroupBlock> Groups,
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

/// <summary>An entry of <c>providers.model_groups</c>.</summary>
/// <param name="Name">The name that calls ask for.</param>
/// <param name="NameSpan">Its place.</param>
/// <param name="Targets">Ids of the targets, in order.</param>
/// <param name="Aliases">Further names.</param>
/// <param name="Path">The entry's place in the structure.</param>
/// <param name="Node">The entry.</param>
internal sealed record GroupBlock(string Name, SourceSpan NameSpan, IReadOnlyList<NamedPlace> Targets, IReadOnlyList<NamedPlace> Aliases, string Path, MapNode Node);

/// <summary>A name and where it is written.</summary>
internal sealed record NamedPlace(string Name, SourceSpan Span, string Path);

/// <summary>An entry of <c>policies.chain</c>.</summary>
internal sealed record ChainEntry(string Name, SourceSpan Span, string Path);
