using System.Text.RegularExpressions;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Hosting;

/// <summary>What the README says to type, typed: its shell blocks run as they stand, beside a freshly started host.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Blocks = [.. ShellBlock().Matches(File.ReadAllText(Path.Combine(RepositoryPaths.Root, "README.md"))).Select(m => m.Groups[1].Value)];

    [Fact]
    public async Task Readme_FirstCall_IsGovernedAndLeavesATrace()
    {
        await using var host = await GatewayProcess.StartAsync();

        var result = await RunAsync(host, Blocks.Single(b => b.Contains("curl", StringComparison.Ordinal)));

        Assert.Contains("[EMAIL_ADDRESS]", result.Output, StringComparison.Ordinal);
        Assert.Contains("[CREDIT_CARD]", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", result.Output, StringComparison.Ordinal);
        Assert.Contains("redact", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_Evaluation_ShowsWhatIsFound()
    {
        await using var host = await GatewayProcess.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "policy-config.yaml"), YamlBlock().Match(await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "README.md"), TestContext.Current.CancellationToken)).Groups[1].Value, TestContext.Current.CancellationToken);

        var result = await RunAsync(host, Blocks.Single(b => b.Contains("policy eval", StringComparison.Ordinal)));

        Assert.Contains("[PHONE_NUMBER]", result.Output, StringComparison.Ordinal);
        Assert.Contains("[EMAIL_ADDRESS]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_PolicyDocument_StartsTheHost()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "README.md"), TestContext.Current.CancellationToken);

        await using var host = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Policy = YamlBlock().Match(readme).Groups[1].Value,
            Environment = new Dictionary<string, string?> { ["OPENAI_API_KEY"] = "sk-readme" },
        });

        Assert.Contains("ready:", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_KtCommands_AreKnown()
    {
        await using var host = await GatewayProcess.StartAsync();

        foreach (var verb in Blocks.SelectMany(b => KtCommand().Matches(b)).Select(m => m.Groups[1].Value.Trim()).Distinct())
        {
            var help = await host.KtAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

            // Help of an unknown command is the help of what it stands below.
            Assert.True(help.ExitCode == 0 && help.Output.Contains($"kt {verb}", StringComparison.Ordinal), $"kt {verb}: {help}");
        }
    }

    /// <summary>In a clone <c>./kt</c> builds and runs the command; here it runs what is built, so that a test builds nothing.</summary>
    private static async Task<CommandResult> RunAsync(GatewayProcess host, string block)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The README's shell blocks need bash.");
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "kt"), $"#!/bin/sh\nexec dotnet '{RepositoryPaths.HostAssembly}' \"$@\"\n");
        var environment = new Dictionary<string, string?>
        {
            ["KEEPTRUSTS_DATA"] = host.Data,
            ["KEEPTRUSTS_API_URL"] = host.ControlUrl.ToString().TrimEnd('/'),
            ["http_proxy"] = null,
            ["HTTP_PROXY"] = null,
        };
        return (await Commands.RunAsync("/bin/bash", ["-euo", "pipefail", "-c", "chmod +x kt\n" + block], host.Folder, environment)).MustSucceed();
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\./kt((?: [a-z]+)+)")]
    private static partial Regex KtCommand();
}
