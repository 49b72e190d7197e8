using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Policy;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class SchemaCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--json")]
    public async Task Schema_Alone_IsPrinted(params string[] options)
    {
        var result = await Kt.RunAsync(null, ["policy", "schema", .. options]);
        Assert.Equal((0, "", PolicySchema.Write()), (result.ExitCode, result.Error, result.Out));
    }

    [Fact]
    public async Task Schema_Output_IsWritten()
    {
        var file = Path.Combine(_folder.Location, "s.json");
        var result = await Kt.RunAsync(null, "policy", "schema", "--output", file);
        Assert.Equal((0, "", ""), (result.ExitCode, result.Error, result.Out));
        Assert.Equal(PolicySchema.Write(), await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Schema_OutputInNoFolder_CouldNot()
    {
        var result = await Kt.RunAsync(null, "policy", "schema", "--output", Path.Combine(_folder.Location, "none", "s.json"));
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("Check --output.", result.Error.Trim(), StringComparison.Ordinal);
    }
}
