using Keeptrusts.Gateway.Middleware.Endpoints;
using Keeptrusts.Host.Composition;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Composition;

public sealed class PlainLogFormatterTests
{
    [Fact]
    public void Write_CutStream_LeavesItOut() => Assert.Equal("", Written(new IncompleteResponseException()));

    [Fact]
    public void Write_Exception_TellsTypeButNotMessage()
    {
        var line = Written(new InvalidOperationException("the prompt", new FormatException("another prompt")));
        Assert.StartsWith("error: Some.Category[7] it failed", line, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.Contains("System.FormatException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("prompt", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SeveralLines_BecomeOne() => Assert.Equal(1, Written(Thrown()).Count(c => c == '\n'));

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("x");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private static string Written(Exception? exception)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(LogLevel.Error, "Some.Category", 7, "state", exception, (_, e) => e is null ? "it failed" : e.Message);
        new PlainLogFormatter().Write(entry, null, text);
        return text.ToString();
    }
}
