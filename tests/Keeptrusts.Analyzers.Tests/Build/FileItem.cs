using System.Collections;
using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Tests.Build;

/// <summary>An item of a project.</summary>
/// <param name="path">Its include.</param>
/// <param name="isPolicy">Its metadata <c>KeeptrustsPolicy</c>.</param>
internal sealed class FileItem(string path, string isPolicy = "") : ITaskItem
{
    public string ItemSpec { get; set; } = path;

    public ICollection MetadataNames => new[] { "KeeptrustsPolicy" };

    public int MetadataCount => 1;

    public string GetMetadata(string metadataName) => metadataName == "KeeptrustsPolicy" ? isPolicy : "";

    public void SetMetadata(string metadataName, string metadataValue) => throw new NotSupportedException();

    public void RemoveMetadata(string metadataName) => throw new NotSupportedException();

    public void CopyMetadataTo(ITaskItem destinationItem) => throw new NotSupportedException();

    public IDictionary CloneCustomMetadata() => new Hashtable();
}
