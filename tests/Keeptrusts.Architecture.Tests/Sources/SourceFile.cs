namespace Keeptrusts.Architecture.Tests.Sources;

/// <summary>A file of the clone.</summary>
/// <param name="Path">Its path from the root, with forward slashes.</param>
/// <param name="FullPath">Its path on the disk.</param>
internal sealed record SourceFile(string Path, string FullPath)
{
    private string? _text;

    public string Text { get => _text ??= File.ReadAllText(FullPath); init => _text = value; }

    public string Extension { get; } = System.IO.Path.GetExtension(FullPath);

    /// <summary>The path's folders below <c>src/Project</c> or <c>tests/Project</c>.</summary>
    public IReadOnlyList<string> Folders { get; } = Path.Split('/')[..^1].Skip(2).ToArray();

    /// <summary><c>Keeptrusts.Policy</c> of <c>src/Keeptrusts.Policy/…</c>.</summary>
    public string Project { get; } = Path.Split('/') is { Length: > 2 } parts ? parts[1] : "";

    public string TypeName { get; } = System.IO.Path.GetFileNameWithoutExtension(FullPath).Split('.')[0];
}
