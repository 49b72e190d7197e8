using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Tests.Build;

/// <summary>A project's folder, and the task run over it.</summary>
internal sealed class LintProject : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("kt-lint-").FullName;

    public string Cache => Path.Combine(Folder, "obj", "p.cache");

    public string Sarif => Path.Combine(Folder, "out", "p.sarif");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs the task as the targets do.</summary>
    /// <param name="properties">Other properties of the task.</param>
    public (bool Succeeded, CollectingBuildEngine Said) Run(params (string Name, object Value)[] properties)
    {
        var engine = new CollectingBuildEngine();
        var task = ShippedParts.LintPolicies();
        task.BuildEngine = engine;
        (string Name, object Value)[] all =
        [
            ("Files", Items([.. Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f))])),
            ("ProjectDirectory", Folder),
            ("CacheFile", "obj/p.cache"),
            .. properties,
        ];
        foreach (var (name, value) in all)
        {
            task.GetType().GetProperty(name)!.SetValue(task, value);
        }

        return (task.Execute(), engine);
    }

    public static ITaskItem[] Items(params string[] paths) => [.. paths.Select(p => new FileItem(p))];
}
