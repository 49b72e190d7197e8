using System.Text.Json.Nodes;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class ConfigCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Apply_DocumentedCommand_ShowsTheDifferenceAndTheVersion()
    {
        var applied = await KtAsync("config", "apply", "--template", "standard-dev", "--gateway", "local-gw");
        Assert.Equal((0, ""), (applied.ExitCode, applied.Error));
        Assert.StartsWith("--- local-gw@1\n+++ local-gw@2\n@@ ", applied.Out, StringComparison.Ordinal);
        Assert.EndsWith("local-gw@2 is in force (before: local-gw@1; `kt config rollback local-gw` puts it back)\n", applied.Out, StringComparison.Ordinal);

        var again = await KtAsync("config", "apply", "--template", "standard-dev", "--gateway", "local-gw");
        Assert.Equal((0, "nothing changed: local-gw@2 says the same already\n"), (again.ExitCode, again.Out));
        Assert.EndsWith("local-gw@1 is in force (before: local-gw@2; `kt config rollback local-gw` puts it back)\n", (await KtAsync("config", "rollback")).Out, StringComparison.Ordinal);
        Assert.Equal(["VERSION", "local-gw@2", "local-gw@1"], (await KtAsync("config", "versions")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0]));
    }

    [Fact]
    public async Task Apply_File_IsShownAndComparedAsItWas()
    {
        _folder.Write("p.yaml", "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }\n");
        var dry = await KtAsync("config", "apply", "--file", "p.yaml", "--dry-run");
        Assert.EndsWith("this would become local-gw@2; nothing was changed\n", dry.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await KtAsync("config", "apply", "--file", "p.yaml", "--note", "why not", "--yes")).ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(_folder.Location, "p.yaml"), TestContext.Current.CancellationToken), (await KtAsync("config", "show")).Out);
        Assert.Contains("pii-detector", (await KtAsync("config", "show", "local-gw", "--revision", "1")).Out, StringComparison.Ordinal);
        Assert.Contains("-  pii-detector", (await KtAsync("config", "diff", "--from", "1", "--to", "2")).Out, StringComparison.Ordinal);
        var versions = JsonElement.Parse((await KtAsync("config", "versions", "--json")).Out);
        Assert.Equal("why not", versions[0].GetProperty("note").GetString());
    }

    [Fact]
    public async Task Apply_FileWithErrors_SaysThemByItsNameAndChangesNothing()
    {
        _folder.Write("p.yaml", "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detector] }\npolicy: { pii-detector: { action: blok } }\n");
        var refused = await KtAsync("config", "apply", "--file", "p.yaml");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.StartsWith("p.yaml(3,", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed: an error in the document\n", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "say what to apply: --file FILE, or --template T (`kt templates list` names them)", "config", "apply")]
    [InlineData(2, "none.yaml cannot be read; check the path given with --file", "config", "apply", "--file", "none.yaml")]
    [InlineData(1, "no template `standard-def`; did you mean `standard-dev`?", "config", "apply", "--template", "standard-def")]
    [InlineData(1, "no gateway `gw`; gateways: `local-gw`", "config", "apply", "--template", "standard-dev", "--gateway", "gw")]
    [InlineData(1, "no configuration `x`; configurations: `local-gw`", "config", "show", "x")]
    [InlineData(1, "no other version of `local-gw` was in force before", "config", "rollback")]
    public async Task Command_Refused_SaysWhatToDo(int code, string message, params string[] args)
    {
        var result = await KtAsync(args);
        Assert.Equal((code, ""), (result.ExitCode, result.Out));
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_ListAndShow_AgreeWithAndWithoutAControlPlane()
    {
        var with = await KtAsync("templates", "list");
        var without = await Kt.RunAsync(null, new() { ["KEEPTRUSTS_API_URL"] = "http://127.0.0.1:1" }, ["templates", "list"]);
        Assert.Equal((0, with.Out), (without.ExitCode, without.Out));
        Assert.StartsWith("only the templates that ship: no control plane answers", without.Error, StringComparison.Ordinal);
        Assert.Equal(["NAME", "rapid-prototype", "standard-dev", "standard-staging", "standard-prod"], with.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0]));
        _folder.Write("t.yaml", (await KtAsync("templates", "show", "standard-prod", "--yaml")).Out);
        Assert.Equal(0, (await KtAsync("policy", "lint", "--file", "t.yaml", "--strict")).ExitCode);
        Assert.Contains("1,000", (await KtAsync("templates", "show", "standard-prod")).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await KtAsync("templates", "show", "none")).ExitCode);
    }

    [Fact]
    public async Task Gateways_Listed_NameWhatGoverns() =>
        Assert.Contains("local-gw\tlocal-gw@1\t", (await KtAsync("gateway", "list")).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Gateways_NodesListed_AreTheProcessesThatServe()
    {
        var lines = (await KtAsync("gateway", "nodes")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("ID\tSTATUS\tADDRESS\tVERSION\tSTARTED\tLAST SEEN\tTARGETS", lines[0]);
        Assert.Equal((2, "serving"), (lines.Length, lines[1].Split('\t')[1]));
        var listed = JsonNode.Parse((await KtAsync("gateway", "nodes", "local-gw", "--json")).Out)!.AsArray();
        Assert.Equal((lines[1].Split('\t')[0], "serving"), ((string?)listed.Single()!["id"], (string?)listed.Single()!["status"]));
        Assert.Equal((1, ""), await KtAsync("gateway", "nodes", "no/such") is var refused ? (refused.ExitCode, refused.Out) : default);
        Assert.Contains("nodes\n", (await KtAsync("[suggest:14]", "kt gateway nod")).Out + "\n", StringComparison.Ordinal);
    }

    private Task<KtResult> KtAsync(params string[] args) => Kt.RunAsync(_host.Data, [], args, folder: _folder.Location);
}
