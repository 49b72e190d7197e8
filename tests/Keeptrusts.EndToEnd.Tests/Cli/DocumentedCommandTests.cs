using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Cli;

/// <summary>The commands that the documentation quotes, as written there, against a fresh <c>kt up</c>.</summary>
public sealed class DocumentedCommandTests
{
    [Fact]
    public async Task DocumentedCommands_OnAFreshHost_WorkVerbatim()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The commands are typed into bash.");
        await using var host = await GatewayProcess.StartAsync();
        const string Typed = """
            kt team create search
            kt init
            kt tokens create --type gateway --name "my-feature-branch-gk" --team-id search --expires-in 7d > exports
            kt templates list
            kt config apply --template standard-dev --gateway local-gw
            kt policy lint --file policy-config.yaml
            kt templates show standard-prod --yaml > standard-prod.yaml
            kt policy lint --file standard-prod.yaml --strict
            kt config rollback --gateway local-gw
            kt config versions --json
            kt doctor
            """;
        var result = await TypeAsync(host, Typed);
        Assert.Contains("standard-staging", result.Output, StringComparison.Ordinal);
        Assert.Contains("local-gw@2 is in force", result.Output, StringComparison.Ordinal);
        Assert.Contains("local-gw@1 is in force", result.Output, StringComparison.Ordinal);
        Assert.Contains("export OPENAI_API_KEY=kt_gk_", await File.ReadAllTextAsync(Path.Combine(host.Folder, "exports"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAndEnv_InAShell_MakeTheTwoLineChangeZeroLines()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The commands are typed into bash.");
        await using var host = await GatewayProcess.StartAsync();
        var result = await TypeAsync(host, """
            kt tokens ensure --name mine --env-file .env --template standard-staging
            eval "$(kt env)"
            kt doctor
            kt chat hello
            kt chat write to ada@corp.example.com || echo "exit $?"
            """);
        Assert.Contains("ok    key", result.Output, StringComparison.Ordinal);
        Assert.Contains("You said: hello", result.Output, StringComparison.Ordinal);
        Assert.Contains("exit 1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OfBash_CompletesCommandsAndOptions()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "The script is bash's.");
        await using var host = await GatewayProcess.StartAsync();
        var result = await TypeAsync(host, """
            eval "$(kt completion bash)"
            COMP_LINE="kt tok"; COMP_POINT=6; COMP_WORDS=(kt tok); COMP_CWORD=1; _kt; echo "1:${COMPREPLY[*]}"
            COMP_LINE="kt config apply --te"; COMP_POINT=20; COMP_WORDS=(kt config apply --te); COMP_CWORD=3; _kt; echo "2:${COMPREPLY[*]}"
            """);
        Assert.Contains("1:tokens", result.Output, StringComparison.Ordinal);
        Assert.Contains("2:--template", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyFile_AppliedSince_StaysAsItWasDeployed()
    {
        await using var first = await GatewayProcess.StartAsync(new GatewayProcessOptions { Policy = "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }\n" });
        (await first.KtAsync("config", "apply", "--template", "standard-staging")).MustSucceed();
        await first.StopAsync();

        await using var second = await first.RestartAsync();
        var key = await second.CreateKeyAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = second.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Token);
        using var response = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), new StringContent(Requests.Chat(), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "local-gw@2"), (response.StatusCode, response.Headers.GetValues("x-keeptrusts-config").Single()));
    }

    private static async Task<CommandResult> TypeAsync(GatewayProcess host, string commands)
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "kt"), $"#!/bin/sh\nexec dotnet '{RepositoryPaths.HostAssembly}' \"$@\"\n");
        var environment = new Dictionary<string, string?>
        {
            ["KEEPTRUSTS_DATA"] = host.Data,
            ["KEEPTRUSTS_API_URL"] = host.ControlUrl.ToString().TrimEnd('/'),
            ["OPENAI_API_KEY"] = null,
            ["OPENAI_BASE_URL"] = null,
            ["http_proxy"] = null,
            ["HTTP_PROXY"] = null,
            ["PATH"] = $"{host.Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        };
        return (await Commands.RunAsync("/bin/bash", ["-euo", "pipefail", "-c", "chmod +x kt\n" + commands], host.Folder, environment)).MustSucceed();
    }
}
