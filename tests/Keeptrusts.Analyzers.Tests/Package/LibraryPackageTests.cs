using System.IO.Compression;
using System.Text.RegularExpressions;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Analyzers.Tests.Package;

/// <summary>The packages that programs link: what their READMEs show compiles against them, and does what they say.</summary>
[Collection(nameof(PackedPackage))]
public sealed partial class LibraryPackageTests(PackedPackage package)
{
    [Fact]
    public async Task Readme_OfEachLibrary_CompilesAndRunsWithThePackageAlone()
    {
        await package.PackAsync("Keeptrusts.Policy");
        await package.PackAsync("Keeptrusts.Gateway.Middleware");
        const string program = "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors>";
        package.Project("engine/engine.csproj", program, package: "Keeptrusts.Policy");
        package.Write("engine/Program.cs", Example("Keeptrusts.Policy"));
        package.Project("host/host.csproj", program, package: "Keeptrusts.Gateway.Middleware", sdk: "Microsoft.NET.Sdk.Web");
        package.Write("host/Program.cs", Example("Keeptrusts.Gateway.Middleware"));
        package.Write("libraries.slnx", """<Solution><Project Path="engine/engine.csproj" /><Project Path="host/host.csproj" /></Solution>""");

        var build = await package.BuildAsync("libraries.slnx");

        Assert.True(build.ExitCode == 0, build.Output);
        var ran = await Commands.RunAsync("dotnet", ["engine/bin/Debug/net10.0/engine.dll"], package.Folder);
        Assert.Equal("Redact: mail [EMAIL_ADDRESS]", ran.MustSucceed().Output.Trim());
    }

    private string Example(string name)
    {
        using var zip = ZipFile.OpenRead(package.FileOf(name));
        using var reader = new StreamReader(zip.GetEntry("README.md")!.Open());
        return CSharp().Match(reader.ReadToEnd()).Groups[1].Value;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
