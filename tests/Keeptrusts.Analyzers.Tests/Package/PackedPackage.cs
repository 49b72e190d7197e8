using System.Text.RegularExpressions;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Analyzers.Tests.Package;

/// <summary>
/// The package, packed from what was built, in a feed of its own; and projects beside it that install it. Everything lies in a folder with a blank and an
/// umlaut, and packages are extracted there, so that no other build can lend a file.
/// </summary>
public sealed partial class PackedPackage : IAsyncLifetime
{
    // A version is extracted once on a machine, so each run needs its own.
    private readonly string _version = $"0.1.0-t{Guid.NewGuid():N}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("kt package ü-").FullName;

    public string File => FileOf("Keeptrusts.Analyzers");

    public async ValueTask InitializeAsync()
    {
        await PackAsync("Keeptrusts.Analyzers");

        // What the machine has already is not asked for again.
        var installed = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="feed" /></packageSources>
              <fallbackPackageFolders><add key="installed" value="{installed}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string FileOf(string package) => Path.Combine(Folder, "feed", $"{package}.{_version}.nupkg");

    /// <summary>Packs a project from what was built.</summary>
    public async Task PackAsync(string package) =>
        (await DotnetAsync(RepositoryPaths.Root, "pack", $"src/{package}", "--no-build", "-c", RepositoryPaths.Configuration, "-v", "q", $"-p:PackageVersion={_version}", "-o", Path.Combine(Folder, "feed"))).MustSucceed();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes a project that installs the package, below the folder.</summary>
    /// <param name="path">Such as <c>one/one.csproj</c>.</param>
    /// <param name="properties">Of the project, such as <c>&lt;TargetFramework&gt;net10.0&lt;/TargetFramework&gt;</c>.</param>
    /// <param name="items">Further items.</param>
    /// <param name="package">The package, another than the analyzers'.</param>
    /// <param name="sdk">The project's SDK.</param>
    public void Project(string path, string properties, string items = "", string package = "Keeptrusts.Analyzers", string sdk = "Microsoft.NET.Sdk") => Write(path, $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>{properties}</PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{package}" Version="{_version}" />
            {items}
          </ItemGroup>
        </Project>
        """);

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
    }

    public string Read(string path) => System.IO.File.ReadAllText(Path.Combine(Folder, path));

    public bool Exists(string path) => System.IO.File.Exists(Path.Combine(Folder, path));

    /// <summary>Builds, and gives what was said once: without the summary, which says everything again.</summary>
    public async Task<ConsumerBuild> BuildAsync(string project, params string[] arguments) =>
        Of(await DotnetAsync(Folder, ["build", project, "-tl:off", .. arguments]));

    /// <summary>The same with a target of one's own.</summary>
    public async Task<ConsumerBuild> RunAsync(string project, string target, params string[] arguments) =>
        Of(await DotnetAsync(Folder, ["msbuild", project, $"-t:{target}", "-tl:off", .. arguments]));

    private static ConsumerBuild Of(CommandResult result) => new(
        result.ExitCode,
        [.. Finding().Matches(Summary().Split(result.Output)[0]).Select(m => $"{m.Groups[1].Value.Split('/', '\\')[^1]} {m.Groups[2].Value} {m.Groups[3].Value}").Order(StringComparer.Ordinal)],
        result.Output);

    // Nothing may run on after the tests, and nothing of an outer build may reach the inner one.
    private Task<CommandResult> DotnetAsync(string folder, params string[] arguments) => Commands.RunAsync(
        "dotnet",
        [.. arguments, "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"],
        folder,
        new Dictionary<string, string?>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["NUGET_PACKAGES"] = folder == Folder ? null : Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["MSBuildSDKsPath"] = null,
            ["MSBuildExtensionsPath"] = null,
            ["MSBUILD_EXE_PATH"] = null,
            ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
        },
        timeout: TimeSpan.FromMinutes(3));

    [GeneratedRegex(@"^\s*(?:\d+(?::\d+)?>)?(\S.*?)\((\d+,\d+)\): ((?:error|warning|message) (?:KT|CS|AD)\d{4}):", RegexOptions.Multiline)]
    private static partial Regex Finding();

    // After it, everything is said again.
    [GeneratedRegex(@"^Build (?:FAILED|succeeded)\.", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
