using System.Text.Json.Nodes;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>Runs the programs in the folder <c>node</c>, which use the official <c>openai</c> package.</summary>
internal static class NodePrograms
{
    /// <summary>Where they stand.</summary>
    public static readonly string Folder = Path.Combine(RepositoryPaths.Root, "tests", "Keeptrusts.EndToEnd.Tests", "node");

    /// <summary>Runs a program against a base URL and returns the JSON it printed; skips the test where Node or the package is missing.</summary>
    public static async Task<JsonObject> RunAsync(Uri baseUrl, string key, string program, params string[] arguments)
    {
        SkipWithout("openai");
        SkipWithout("@anthropic-ai");
        var environment = new Dictionary<string, string?>
        {
            ["OPENAI_API_KEY"] = key,
            ["OPENAI_BASE_URL"] = baseUrl.ToString().TrimEnd('/'),
            ["OPENAI_LOG"] = null,
            ["ANTHROPIC_API_KEY"] = key,
            ["ANTHROPIC_BASE_URL"] = baseUrl.GetLeftPart(UriPartial.Authority),
            ["ANTHROPIC_AUTH_TOKEN"] = null,
            ["ANTHROPIC_LOG"] = null,
            ["NODE_OPTIONS"] = null,
        };
        var result = await Commands.RunAsync("node", [program + ".mjs", .. arguments], Folder, environment);
        return result.MustSucceed().Json.AsObject();
    }

    /// <summary>Runs a program that calls nobody, and returns the JSON it printed; skips the test where Node or the packages are missing.</summary>
    public static async Task<JsonNode> PrintAsync(string program, params string[] arguments)
    {
        SkipWithout("yaml-language-server");
        return (await Commands.RunAsync("node", [program + ".mjs", .. arguments], Folder, new Dictionary<string, string?> { ["NODE_OPTIONS"] = null })).MustSucceed().Json;
    }

    /// <summary>Skips the test where Node or a package is missing.</summary>
    public static void SkipWithout(string package)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", package)), $"The npm package {package} is not installed: run ./test.sh, or `npm ci` in tests/Keeptrusts.EndToEnd.Tests/node.");
        Assert.SkipUnless(HasNode(), "Node is not installed: `node` is in no folder of PATH.");
    }

    private static bool HasNode() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));
}
