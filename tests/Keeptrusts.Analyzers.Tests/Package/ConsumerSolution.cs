using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Analyzers.Tests.Package;

/// <summary>A solution of everything that installs the package, each with its own mistake.</summary>
internal static class ConsumerSolution
{
    public const string File = "all.slnx";

    private const string Net = "<TargetFramework>net10.0</TargetFramework>";

    /// <summary>What a build of it says, each once.</summary>
    public static IReadOnlyList<string> Findings { get; } =
    [
        "App.cs 1,32 error KT6001",
        "app.policy.yaml 4,3 error KT0004",
        "fsharp.policy.yaml 4,67 error KT2001",
        "library.policy.yaml 5,3 warning KT0011",
        "policy-config.yaml 6,97 error KT1001",
        "visual.policy.yaml 4,39 error KT3001",
        "yaml.policy.yaml 4,67 error KT2001",
    ];

    /// <summary>Its policy documents.</summary>
    public static IReadOnlyList<string> Documents => [.. Findings.Select(f => f.Split(' ')[0]).Where(f => f.EndsWith(".yaml", StringComparison.Ordinal))];

    public static void Write(PackedPackage package)
    {
        var key = GatewayKey.Create(KeyKind.Gateway, [.. Enumerable.Repeat((byte)7, 32)]).Reveal();

        // Built for two frameworks, alone and as what another project refers to.
        package.Project("library/library.csproj", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        package.Write("library/Library.cs", "public class Library { }");
        package.Write("library/library.policy.yaml", PolicySamples.Doubtful);

        package.Project("app/app.csproj", Net, """<ProjectReference Include="../library/library.csproj" />""");
        package.Write("app/App.cs", $$"""class App { const string Key = "{{key}}"; }""");
        package.Write("app/app.policy.yaml", PolicySamples.NoAction);
        package.Write("app/policy-config.yaml", PolicySamples.UndefinedSecret);

        package.Project("yaml/yaml.csproj", Net + "<EnableDefaultCompileItems>false</EnableDefaultCompileItems>");
        package.Write("yaml/deploy/yaml.policy.yaml", PolicySamples.CapsReversed);

        package.Project("fsharp/fsharp.fsproj", Net, """<Compile Include="Library.fs" />""");
        package.Write("fsharp/Library.fs", "module Library\nlet one = 1\n");
        package.Write("fsharp/fsharp.policy.yaml", PolicySamples.CapsReversed);

        package.Project("visual/visual.vbproj", Net);
        package.Write("visual/Library.vb", "Public Class Library\nEnd Class\n");
        package.Write("visual/visual.policy.yaml", PolicySamples.Contradiction);

        package.Write(File, """
            <Solution>
              <Project Path="app/app.csproj" />
              <Project Path="library/library.csproj" />
              <Project Path="yaml/yaml.csproj" />
              <Project Path="fsharp/fsharp.fsproj" />
              <Project Path="visual/visual.vbproj" />
            </Solution>
            """);
    }
}
