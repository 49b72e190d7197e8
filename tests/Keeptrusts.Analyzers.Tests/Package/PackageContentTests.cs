using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Keeptrusts.Analyzers.Tests.Package;

[Collection(nameof(PackedPackage))]
public sealed class PackageContentTests(PackedPackage package)
{
    // Compilers and MSBuild bring these, from .NET SDK 8.0.100 and Visual Studio 17.8 on, the .NET Framework's included.
    private static readonly Dictionary<string, Version> Brought = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.Build.Framework"] = new(15, 1, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        // Of code fixes alone. Roslyn 4.8 has 7.0, which not every feed still has; editors have 8.0 since.
        ["System.Composition.AttributedModel"] = new(8, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
    };

    [Fact]
    public void Package_Files_AreTheseAndNoOthers()
    {
        using var zip = ZipFile.OpenRead(package.File);
        var files = zip.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal) && n[0] != '[');

        Assert.Equal(
            [
                "Keeptrusts.Analyzers.nuspec",
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/Keeptrusts.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/Keeptrusts.Analyzers.dll",
                "analyzers/dotnet/cs/Keeptrusts.Policy.dll",
                "analyzers/dotnet/cs/YamlDotNet.dll",
                "build/Keeptrusts.Analyzers.props",
                "build/Keeptrusts.Analyzers.targets",
                "build/keeptrusts-policy-lint.silent",
                "buildMultiTargeting/Keeptrusts.Analyzers.props",
                "buildMultiTargeting/Keeptrusts.Analyzers.targets",
                "buildTransitive/Keeptrusts.Analyzers.props",
                "buildTransitive/Keeptrusts.Analyzers.targets",
                "tasks/netstandard2.0/Keeptrusts.Analyzers.Build.dll",
                "tasks/netstandard2.0/Keeptrusts.Policy.dll",
                "tasks/netstandard2.0/YamlDotNet.dll",
            ],
            files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_Manifest_IsADevelopmentDependencyWithoutDependencies()
    {
        using var zip = ZipFile.OpenRead(package.File);
        using var stream = zip.GetEntry("Keeptrusts.Analyzers.nuspec")!.Open();
        var manifest = XDocument.Load(stream).Descendants().ToList();

        Assert.Equal("true", manifest.Single(e => e.Name.LocalName == "developmentDependency").Value);
        Assert.DoesNotContain(manifest, e => e.Name.LocalName is "dependency" or "frameworkReference");
    }

    [Fact]
    public void Package_Assemblies_NeedOnlyWhatIsBesideThemOrBroughtByTheCompiler()
    {
        using var zip = ZipFile.OpenRead(package.File);
        var wrong = zip.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal)).SelectMany(entry =>
        {
            using var copy = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(copy);
            }

            var folder = Path.GetDirectoryName(entry.FullName)!.Replace('\\', '/');
            copy.Position = 0;
            using var assembly = new PEReader(copy);
            var metadata = assembly.GetMetadataReader();
            return metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Select(r => (Name: metadata.GetString(r.Name), r.Version))
                .Where(r => zip.GetEntry($"{folder}/{r.Name}.dll") is null && !(Brought.TryGetValue(r.Name, out var brought) && r.Version <= brought))
                .Select(r => $"{entry.FullName} needs {r.Name} {r.Version}")
                .ToList();
        });

        Assert.Empty(wrong);
    }
}
