using Keeptrusts.Architecture.Tests.Sources;

namespace Keeptrusts.Architecture.Tests.Layers;

/// <summary>
/// The file <c>layers.txt</c> of a project: a line is a layer, its words are folders, <c>#</c> begins a comment. A folder may use the
/// folders on the lines above its own. Files in the project's own folder are written as <c>.</c>; unlisted, they are above all.
/// </summary>
internal sealed class LayerTable
{
    public const string FileName = "layers.txt";

    private readonly Dictionary<string, int> _layers = new(StringComparer.Ordinal);

    private LayerTable()
    {
    }

    public IReadOnlyCollection<string> Folders => [.. _layers.Keys.Where(f => f.Length > 0)];

    public static LayerTable? Find(string project)
    {
        var file = Clone.Files.FirstOrDefault(f => f.Path == $"src/{project}/{FileName}");
        return file is null ? null : Parse(file.Text);
    }

    public static LayerTable Parse(string text)
    {
        var table = new LayerTable();
        var layer = 0;
        foreach (var line in text.Split('\n'))
        {
            var folders = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var folder in folders)
            {
                table._layers.Add(folder == "." ? "" : folder, layer);
            }

            layer += folders.Length > 0 ? 1 : 0;
        }

        return table;
    }

    public bool Allows(string from, string to) =>
        from == to || (_layers.TryGetValue(to, out var below) && (!_layers.TryGetValue(from, out var above) ? from.Length == 0 : below < above));
}
