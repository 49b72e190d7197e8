using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;
using YamlDotNet.RepresentationModel;

namespace Keeptrusts.EndToEnd.Tests.PolicyCi;

/// <summary>What others paste into their CI: their scripts, run as their CI would, over the tool as it is packed.</summary>
public sealed class PolicyCiTests(PackedTool tool) : IClassFixture<PackedTool>
{
    private const string Good = "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detector] }\npolicy:\n  pii-detector: { action: redact }\nunreadable: { images: block, files: block, audio: block, remote: block }\n";
    private const string Bad = "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detector] }\npolicy:\n  pii-detector: {}\n";

    [Fact]
    public async Task GitHubAction_GoodAndBadDocument_PassAndAreAnnotated()
    {
        var folder = tool.NewFolder("git hub");
        var environment = PackedTool.EnvironmentOf(folder);
        environment["RUNNER_TEMP"] = Path.Combine(folder, "temp");
        environment["GITHUB_PATH"] = Path.Combine(folder, "path");
        var steps = Yaml("integrations", "github", "policy-lint", "action.yml")["runs"]["steps"];
        await File.WriteAllTextAsync(Path.Combine(folder, "policy-config.yaml"), Good, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "bad.policy.yaml"), Bad, TestContext.Current.CancellationToken);

        (await BashAsync(steps[0], folder, environment)).MustSucceed();
        environment["PATH"] = $"{(await File.ReadAllTextAsync(environment["GITHUB_PATH"]!, TestContext.Current.CancellationToken)).Trim()}:{Environment.GetEnvironmentVariable("PATH")}";
        SetInputs(environment, "policy-config.yaml\n", sarif: "");
        Assert.Equal("", (await BashAsync(steps[1], folder, environment)).MustSucceed().Output);

        SetInputs(environment, "policy-config.yaml\n*.policy.yaml\n", sarif: "out.sarif");
        var failed = await BashAsync(steps[1], folder, environment);
        Assert.Equal(1, failed.ExitCode);
        Assert.StartsWith("::error file=bad.policy.yaml,line=4,endLine=4,col=3,endColumn=15,title=KT0004::", failed.Output, StringComparison.Ordinal);
        var sarif = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "out.sarif"), TestContext.Current.CancellationToken))!;
        Assert.Equal("KT0004", (string?)sarif["runs"]![0]!["results"]![0]!["ruleId"]);
    }

    [Fact]
    public async Task GitLabJob_BadDocument_FailsWithAReport()
    {
        var folder = tool.NewFolder("gitlab");
        var environment = PackedTool.EnvironmentOf(folder);
        var job = Yaml("integrations", "gitlab", "policy-lint.gitlab-ci.yml")["policy-lint"];
        environment["KT_FILES"] = (string?)job["variables"]["KT_FILES"];
        environment["KT_OPTIONS"] = (string?)job["variables"]["KT_OPTIONS"];
        await File.WriteAllTextAsync(Path.Combine(folder, "policy-config.yaml"), Bad, TestContext.Current.CancellationToken);

        var script = string.Join('\n', ((YamlSequenceNode)job["script"]).Select(line => (string?)line));
        var result = await Commands.RunAsync("bash", ["-e", "-c", script], folder, environment, timeout: TimeSpan.FromMinutes(2));

        Assert.Equal(1, result.ExitCode);
        var report = XDocument.Load(Path.Combine(folder, (string)job["artifacts"]["reports"]["junit"]!));
        Assert.Equal("KT0004", Assert.Single(report.Descendants("failure")).Attribute("type")!.Value);
    }

    [Fact]
    public async Task PreCommitHook_ChangedDocuments_AreLinted()
    {
        var folder = tool.NewFolder("hook");
        (await Commands.RunAsync("dotnet", ["tool", "install", "Keeptrusts.Host", "--tool-path", "bin", "--version", PackedTool.EnvironmentOf(folder)["KT_VERSION"]!], folder, PackedTool.EnvironmentOf(folder), timeout: TimeSpan.FromMinutes(2))).MustSucceed();
        var hook = Yaml(".pre-commit-hooks.yaml")[0];
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{Path.Combine(folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}" };
        string[] changed = ["policy-config.yaml", "policy-config.prod.yaml", "teams/search.policy.yml"];
        foreach (var file in changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            await File.WriteAllTextAsync(Path.Combine(folder, file), Good, TestContext.Current.CancellationToken);
            Assert.Matches((string)hook["files"]!, file);
        }

        Assert.DoesNotMatch((string)hook["files"]!, "docs/my-policy-config.yaml.md");
        var entry = $"{(string?)hook["entry"]} {string.Join(' ', changed)}";
        Assert.Equal("3 files: no findings\n", (await Commands.RunAsync("bash", ["-c", entry], folder, environment)).MustSucceed().Output);
        await File.WriteAllTextAsync(Path.Combine(folder, changed[2]), Bad, TestContext.Current.CancellationToken);
        var refused = await Commands.RunAsync("bash", ["-c", entry], folder, environment);
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("teams/search.policy.yml(4,3): error KT0004: ", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHubFiles_BySchemaOfTheirForm_AreValid()
    {
        var root = RepositoryPaths.Root;
        var errors = await NodePrograms.PrintAsync(
            "action-validator",
            Path.Combine(root, "integrations", "github", "policy-lint", "action.yml"),
            Path.Combine(root, "integrations", "github", "policy-lint.yml"));
        Assert.Equal("[[],[]]", errors.ToJsonString());
    }

    private static void SetInputs(Dictionary<string, string?> environment, string files, string sarif)
    {
        environment["KT_FILES"] = files;
        environment["KT_ENV_FILE"] = "";
        environment["KT_ENVIRONMENT"] = "prod";
        environment["KT_STRICT"] = "true";
        environment["KT_SARIF"] = sarif;
    }

    private static Task<CommandResult> BashAsync(YamlNode step, string folder, Dictionary<string, string?> environment) =>
        Commands.RunAsync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", (string)step["run"]!], folder, environment, timeout: TimeSpan.FromMinutes(2));

    private static YamlNode Yaml(params string[] path)
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "The scripts are for bash.");
        using var reader = new StreamReader(Path.Combine([RepositoryPaths.Root, .. path]));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }
}
