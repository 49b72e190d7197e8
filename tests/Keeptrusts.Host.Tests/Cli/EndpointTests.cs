using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class EndpointTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("https://keeptrusts.example.com", true)]
    public void Handler_ForThisMachine_UsesNoProxy(string url, bool proxied)
    {
        using var handler = PlaneHttp.Handler(url);
        Assert.Equal(proxied, handler.UseProxy);
    }

    [Fact]
    public void Find_NothingAnywhere_IsTheDefaultWithoutAToken() => Assert.Equal(new Endpoint("http://127.0.0.1:8080", null), Find([]));

    [Fact]
    public void Find_FolderAboveHasAHost_IsThatHost()
    {
        Machine();
        var below = Directory.CreateDirectory(Path.Combine(_folder.Location, "a", "b")).FullName;
        Assert.Equal(new Endpoint("http://127.0.0.1:9", "machine"), Endpoint.Find(Around([], below), null, null));
    }

    [Fact]
    public void Find_AddressFromElsewhere_DoesNotGetTheMachinesToken()
    {
        Machine();
        Assert.Equal(new Endpoint("http://other:1", null), Find(new() { ["KEEPTRUSTS_API_URL"] = "http://other:1/" }));
        Assert.Equal(new Endpoint("http://127.0.0.1:9", "machine"), Find(new() { ["KEEPTRUSTS_API_URL"] = "http://127.0.0.1:9/" }));
    }

    [Fact]
    public void Find_ConfigFile_GoesBeforeTheMachineAndAfterTheEnvironment()
    {
        Machine();
        Directory.CreateDirectory(Path.Combine(_folder.Location, "keeptrusts"));
        _folder.Write(Path.Combine("keeptrusts", "config.json"), """{"api_url":"http://configured:1","api_token":"configured"}""");
        Dictionary<string, string> home = new() { ["XDG_CONFIG_HOME"] = _folder.Location };
        Assert.Equal(new Endpoint("http://configured:1", "configured"), Find(home));
        Assert.Equal(new Endpoint("http://configured:1", "given"), Find(new(home) { ["KEEPTRUSTS_API_TOKEN"] = "given" }));
        Assert.Equal(new Endpoint("http://flag", "flag"), Endpoint.Find(Around(home, _folder.Location), "http://flag", "flag"));
    }

    [Fact]
    public async Task Command_NoHost_SaysHowToStartOne()
    {
        var result = await Kt.RunAsync(null, new() { ["KEEPTRUSTS_API_URL"] = "http://127.0.0.1:1" }, ["team", "list"]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("no control plane answers at http://127.0.0.1:1; start one with `kt up`", result.Error, StringComparison.Ordinal);
    }

    private Endpoint Find(Dictionary<string, string> environment) => Endpoint.Find(Around(environment, _folder.Location), null, null);

    private void Machine()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Location, ".keeptrusts"));
        _folder.Write(Path.Combine(".keeptrusts", "cli.json"), """{"url":"http://127.0.0.1:9","token":"machine","process":1}""");
    }

    private static CliSurroundings Around(Dictionary<string, string> environment, string folder) => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        StandardInput = () => Stream.Null,
        Environment = environment.GetValueOrDefault,
        WorkingDirectory = folder,
        IsTerminal = false,
        Time = TimeProvider.System,
    };
}
